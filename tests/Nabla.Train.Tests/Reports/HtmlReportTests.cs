using System.Text.RegularExpressions;
using System.Xml.Linq;
using Nabla.Train.Reports;
using Nabla.Train.RunLogs;
using Nabla.Train.Tests.RunLogs;

namespace Nabla.Train.Tests.Reports;

public partial class HtmlReportTests
{
    const string Hostile = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;";

    static string Page(params IEnumerable<RunEvent> events) => HtmlReport.Page(new RunSummary(events));

    [GeneratedRegex("<meta [^>]*>|<img [^>]*>")]
    private static partial Regex VoidElement();

    [GeneratedRegex("<script>.*?</script>|<style>.*?</style>", RegexOptions.Singleline)]
    private static partial Regex OwnCode();

    // The pages close every element but meta and img, so that an XML parser can check them; bare attributes get a value.
    static XDocument Parse(string page)
    {
        var xml = OwnCode().Replace(page, "").Replace("<!DOCTYPE html>", "", StringComparison.Ordinal).Replace(" hidden>", " hidden=\"\">", StringComparison.Ordinal);
        return XDocument.Parse(VoidElement().Replace(xml, m => m.Value[..^1] + "/>"), LoadOptions.PreserveWhitespace);
    }

    [Fact]
    public void APageIsWrittenBesideTheLogAndReplacesTheOldOne()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder[HtmlReport.FileName], "old");
        using (var log = RunLog.InFolder(folder.Path))
            foreach (var e in SampleRun.All)
                log.Write(e);

        Assert.Equal(folder[HtmlReport.FileName], HtmlReport.Write(folder.Path));
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(folder[HtmlReport.FileName]), StringComparison.Ordinal);
        Assert.Equal(["report.html", "run.jsonl"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void TheFiguresOfTheRunAreOnThePage()
    {
        var page = Page(SampleRun.All);
        var figures = Parse(page).Descendants("dl").Single().Elements("div").ToDictionary(d => d.Element("dt")!.Value, d => d.Element("dd")!);
        Assert.Equal("81.8 %4 of 22 wrong", figures["test accuracy"].Value);
        Assert.Equal("0.1", figures["test loss"].Value);
        Assert.Equal("3.3 s12,346 samples/s", figures["time"].Value);
        Assert.Equal("2of 3", figures["epochs"].Value);
        Assert.Equal("1,6193 layers", figures["parameters"].Value);
        Assert.Equal("18446744073709551615" + "2 threads", figures["seed"].Value);
        Assert.Contains("Conv2d(1 → 8, 3×3)", page, StringComparison.Ordinal);
        Assert.Contains("Adam(lr 0.001)", page, StringComparison.Ordinal);
        Assert.Contains("Test CPU", page, StringComparison.Ordinal);
    }

    [Fact]
    public void TheConfusionMatrixHoldsCountsAndSharesOfRows()
    {
        var table = Parse(Page(SampleRun.All)).Descendants("table").First(t => ((string)t.Attribute("class")!).StartsWith("confusion", StringComparison.Ordinal));
        var rows = table.Element("tbody")!.Elements("tr").Select(r => r.Elements("td").Select(d => d.Value));
        Assert.Equal([["880.0 %", "110.0 %", "110.0 %"], ["0", "10100 %", "0"], ["2100 %", "0", "0"]], rows);
    }

    [Fact]
    public void MistakesArePicturesWithWords()
    {
        var items = Parse(Page(SampleRun.All)).Descendants("ul").Single(u => (string?)u.Attribute("class") == "mistakes").Elements("li").ToArray();
        Assert.Equal("true two, predicted zero (91.0 %)sample 7", items[0].Value.Trim());
        Assert.StartsWith("data:image/png;base64,iVBORw0KGgo", (string)items[0].Descendants("img").Single().Attribute("src")!, StringComparison.Ordinal);
        Assert.Empty(items[1].Descendants("img"));
    }

    [Fact]
    public void EveryStringIsHarmless()
    {
        var page = Page(
            new RunStarted(Hostile, Hostile, Hostile, new Dictionary<string, string> { [Hostile] = Hostile }, 1, 1, 1, 1,
                new Machine(Hostile, 1, 128, Hostile, Hostile)),
            new ModelDescribed([new(Hostile, Hostile, Hostile, 1)], 1),
            new StepDone(1, 1, 1, 1, 1, new Dictionary<string, double> { [Hostile] = 1 }),
            new EpochDone(1, 1, new Dictionary<string, double> { [Hostile] = 1 }, new Dictionary<string, double> { [Hostile] = double.NaN }),
            Evaluated.Classifier(Hostile, new Dictionary<string, double> { [Hostile] = 1 }, [Hostile], [[1]],
                [new(0, Hostile, Hostile, 1, new Picture(1, 1, 3, [1, 2, 3]))]),
            new Note(Hostile),
            new Warning(Hostile),
            new RunEnded(EndReason.Failed, 1, Hostile));

        // As text it is there, as markup it is not: nothing but our own elements and attributes is left after parsing.
        var document = Parse(page);
        Assert.Contains(document.Descendants("li"), li => li.Value == Hostile);
        Assert.All(document.Descendants("script"), s => Assert.Equal("application/json", (string?)s.Attribute("type")));
        Assert.All(document.Descendants("img"), i => Assert.StartsWith("data:image/png;base64,", (string)i.Attribute("src")!, StringComparison.Ordinal));
        Assert.DoesNotContain(document.Descendants().Attributes(), a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.Equal(Regex.Count(Page(SampleRun.Started), "<script>"), Regex.Count(page, "<script>"));
    }

    [Fact]
    public void NothingIsFetchedFromElsewhere()
    {
        var page = Page(SampleRun.All);
        Assert.DoesNotMatch("""(src|href)\s*=\s*["'](?!data:)|url\(|@import|<link|fetch\(""", page);
    }

    [Fact]
    public void ALossThatIsNotANumberIsMarkedAndSaid()
    {
        var document = Parse(Page(
            new EpochDone(1, 1, SampleRun.Figures(1.5, 0.5)),
            new StepDone(1, 1, 1.5, 1, 1), new StepDone(2, 2, 1.2, 1, 1), new StepDone(2, 3, double.NaN, 1, 1),
            new EpochDone(2, 1, SampleRun.Figures(double.NaN, 0.1))));
        Assert.Contains(document.Descendants("li"), li => li.Value == "The loss was NaN at step 3.");
        Assert.Contains(document.Descendants("path"), p => (string?)p.Attribute("class") == "lost" && p.Value == "train: NaN at epoch 2");
        Assert.DoesNotContain(document.Descendants("path"), p => ((string)p.Attribute("d")!).Contains("NaN", StringComparison.Ordinal));
    }

    public static TheoryData<string> Fragments() =>
    [
        "",
        """{"event":"start","task":"digits","na""",
        """{"event":"epoch","epoch":1,"seconds":1,"train":{}}""",
        """{"event":"epoch","epoch":1,"seconds":"NaN","train":{"loss":"NaN"},"validation":{"loss":"Infinity"}}""",
        """{"event":"epoch","epoch":1,"seconds":1,"train":{"":1,"loss":0}}""",
        """{"event":"step","epoch":1,"step":1,"loss":"-Infinity","learningRate":0,"samplesPerSecond":"NaN"}""",
        """{"event":"step","epoch":1,"step":1,"loss":1e300,"learningRate":0,"samplesPerSecond":1e300}""",
        """{"event":"evaluation","split":"test","figures":{},"classes":[],"confusion":[],"mistakes":[]}""",
        """{"event":"evaluation","split":"test","figures":{},"classes":[{"name":"a","precision":2,"recall":"NaN","f1":-1,"support":-1}],"confusion":[null],"mistakes":[]}""",
        """{"event":"evaluation","split":"test","figures":{},"classes":[{"name":"a","precision":0,"recall":0,"f1":0,"support":0}],"confusion":[[]],"mistakes":[]}""",
        """{"event":"evaluation","split":"t","figures":{},"classes":[],"confusion":[],"mistakes":[{"index":0,"true":"a","predicted":"b","probability":7,"picture":{"width":90000,"height":90000,"channels":3,"pixels":""}}]}""",
        """{"event":"evaluation","split":"t","figures":{},"classes":[null],"confusion":[[1]],"mistakes":[null]}""",
        """{"event":"model","layers":[null],"parameters":0}""",
        """{"event":"end","reason":"stopped","seconds":"NaN"}""",
    ];

    [Theory]
    [MemberData(nameof(Fragments))]
    public void ALogOfAnyContentGivesAWholePage(string log)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder[RunLog.FileName], log);
        var page = File.ReadAllText(HtmlReport.Write(folder.Path));
        Assert.Equal("html", Parse(page).Root!.Name.LocalName);
    }

    [Fact]
    public void AKilledRunWithoutEpochsSaysSo()
    {
        var document = Parse(Page(SampleRun.Started, new StepDone(1, 1, 2, 1, 1)));
        Assert.Equal("not finished", document.Descendants("span").Single(s => ((string?)s.Attribute("class"))?.StartsWith("badge", StringComparison.Ordinal) == true).Value);
        Assert.Contains(document.Descendants("p"), p => p.Value == "No epoch was finished.");
    }

    [Fact]
    public void ALongRunMakesASmallPageThatKeepsItsPeak()
    {
        var steps = Enumerable.Range(1, 50_000).Select(i => new StepDone(1, i, i == 31_234 ? 9.75 : 1 + (1.0 / i), 1, 1));
        var page = Page(steps);
        Assert.InRange(page.Length, 10_000, 200_000);
        Assert.Contains("\"step 31,234\"", page, StringComparison.Ordinal);
        Assert.Contains("\"9.75\"", page, StringComparison.Ordinal);
    }
}
