using System.Net;
using System.Text.RegularExpressions;
using Nabla.Train.Data.Formats;
using Nabla.Train.Reports;
using Nabla.Train.RunLogs;

namespace Nabla.Train.Tests.Reports;

public class MistakePictureTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(8, 8, 1)]
    [InlineData(5, 3, 3)]
    public void ThePixelsAreOnThePage(int width, int height, int channels)
    {
        var pixels = Enumerable.Range(0, width * height * channels).Select(i => (byte)(i * 37)).ToArray();
        var mistake = new Mistake(0, "a", "b", 1, new Picture(width, height, channels, pixels));
        var page = HtmlReport.Page(new RunSummary([new Evaluated("test", new Dictionary<string, double>(), [], [], [mistake])]));
        var data = WebUtility.HtmlDecode(Regex.Match(page, "base64,([^\"]*)").Groups[1].Value);

        var png = Png.Read(Convert.FromBase64String(data), "page");
        Assert.Equal((width, height, channels), (png.Width, png.Height, png.Channels));
        Assert.Equal(pixels, png.Samples.Select(s => (byte)s));
    }
}
