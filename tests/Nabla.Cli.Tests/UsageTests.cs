namespace Nabla.Cli.Tests;

public class UsageTests
{
    [Theory]
    [InlineData("train mnits", "unknown task 'mnits'; did you mean mnist?")]
    [InlineData("train fashion", "unknown task 'fashion'")]
    [InlineData("train", "train needs a task: digits, mnist, fashion-mnist")]
    [InlineData("tran digits", "unknown command 'tran'; did you mean train?")]
    [InlineData("--frobnicate", "unknown option '--frobnicate'")]
    [InlineData("train digits --epocs 3", "unknown option '--epocs'; did you mean --epochs?")]
    [InlineData("train --epocs 3", "unknown option '--epocs'; did you mean --epochs?")]
    [InlineData("train --sede", "unknown option '--sede'; did you mean --seed?")]
    [InlineData("eval --jsn", "unknown option '--jsn'; did you mean --json?")]
    [InlineData("train digits --out ", "an empty text stands where a name or a number should")]
    [InlineData("train digits --epochs ten", "--epochs must be a whole number from 1 on, got 'ten'")]
    [InlineData("train digits --epochs 0", "--epochs must be a whole number from 1 on, got '0'")]
    [InlineData("train digits --seed -5", "--seed must be a whole number from 0 on, got '-5'")]
    [InlineData("train digits --threads 2000", "--threads must be a whole number from 1 to 1024, got '2000'")]
    [InlineData("train digits --seed", "--seed needs a value")]
    [InlineData("train digits mnist", "train takes no 'mnist'")]
    [InlineData("train digits --resume", "--resume needs --out, the folder of the run that is to go on")]
    [InlineData("train digits --resume --out RUN", "RUN holds no run that could go on")]
    [InlineData("eval", "eval needs the folder of a run, such as runs/digits-1")]
    [InlineData("predict RUN", "predict needs one or more PNG files")]
    [InlineData("profile", "profile needs a task: digits, mnist, fashion-mnist")]
    [InlineData("profile digit", "unknown task or model 'digit'; did you mean digits?")]
    [InlineData("profile resnet", "unknown task or model 'resnet'; did you mean resnet18?")]
    [InlineData("profile digits --top 0", "--top must be a whole number from 1 on, got '0'")]
    [InlineData("profile digits --batch 0", "--batch must be a whole number from 1 to 1000000, got '0'")]
    [InlineData("profile digits --bach 8", "unknown option '--bach'; did you mean --batch?")]
    public void WrongUsageIsOneSentenceAndExitCodeTwo(string words, string sentence)
    {
        using var session = new Session();
        Assert.Equal(2, session.Do(words.Split(' ')));
        Assert.Equal($"nabla: {sentence.Replace("RUN", session.Run, StringComparison.Ordinal)}\n", session.Error);
        Assert.Equal("", session.Out);
        Assert.Empty(Directory.GetFileSystemEntries(session.Folder));
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("train --version")]
    [InlineData("predict --version")]
    public void EveryCommandTellsTheVersion(string words)
    {
        using var session = new Session();
        Assert.Equal(0, session.Do(words.Split(' ')));
        Assert.Matches(@"^\d+\.\d+", session.Out);
        Assert.Equal("", session.Error);
    }

    [Theory]
    [InlineData("mnist", "mnist", 0)]
    [InlineData("mnits", "mnist", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("MNIST", "mnist", 0)]
    public void DistanceCountsEdits(string a, string b, int distance) => Assert.Equal(distance, Suggestion.Distance(a, b));

    [Theory]
    [InlineData("--help", "train <TASK>")]
    [InlineData("", "train <TASK>")]
    [InlineData("train --help", "a fake named fashion-mnist")]
    [InlineData("train --help", "--threads <N>")]
    [InlineData("eval --help", "the folder of a run")]
    [InlineData("predict --help", "one or more PNG files")]
    [InlineData("profile --help", "--top <N>")]
    public void HelpGoesToStandardOutput(string words, string expected)
    {
        using var session = new Session();
        Assert.Equal(0, session.Do(words.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains(expected, session.Out, StringComparison.Ordinal);
        Assert.Equal("", session.Error);
    }
}
