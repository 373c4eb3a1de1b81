namespace Nabla.Nn;

// What holds until it is disposed.
public abstract partial class Module
{
    /// <summary>Layers on this thread behave as in use, and nothing is remembered for gradients, until the result is disposed.</summary>
    private protected readonly ref struct Prediction
    {
        readonly bool before = predicting;
        readonly Autograd.Scope paused = Autograd.Pause();

        public Prediction() => predicting = true;

        public void Dispose()
        {
            paused.Dispose();
            predicting = before;
        }
    }

    /// <summary>Gives each layer back the mode it had.</summary>
    internal readonly ref struct ModeScope
    {
        readonly (Module Module, bool Training)[] before;

        public ModeScope(Module root, bool training)
        {
            before = [.. root.Modules().Select(m => (m.Module, m.Module.training))];
            root.SetTraining(training);
        }

        public void Dispose()
        {
            foreach (var (module, training) in before)
                module.training = training;
        }
    }

    sealed class Observation : IDisposable
    {
        readonly Module root;
        readonly Module[] modules;
        readonly Action<Module> entering;
        readonly Action<Module, object?, object?> leaving;

        public Observation(Module root, Action<Module> entering, Action<Module, object?, object?> leaving)
        {
            (this.root, this.entering, this.leaving) = (root, entering, leaving);
            modules = [.. root.Modules().Select(m => m.Module)];
            foreach (var module in modules)
            {
                module.Entering += entering;
                module.Observer += leaving;
            }
        }

        // Those of a deferred layer have come since.
        public void Dispose()
        {
            foreach (var module in modules.Union(root.Modules().Select(m => m.Module)))
            {
                module.Entering -= entering;
                module.Observer -= leaving;
            }
        }
    }
}
