namespace Nabla.Train.Tests.RunLogs;

/// <summary>A clock that a test moves by hand, in milliseconds.</summary>
sealed class ManualClock : TimeProvider
{
    public long Milliseconds { get; set; }

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => Milliseconds;

    public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
}
