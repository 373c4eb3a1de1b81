namespace Nabla.Train.RunLogs;

/// <summary>
/// Somebody who follows a run: a file, a console, a web page. All receive the same events in the same order, one at a time.
/// </summary>
public interface IRunListener
{
    /// <summary>Takes note of an event. Called on the training thread, so it must not wait.</summary>
    void Receive(RunEvent e);
}
