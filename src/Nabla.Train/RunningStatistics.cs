using Nabla.Nn;
using Nabla.Train.Data;

namespace Nabla.Train;

/// <summary>
/// Means and variances of batch norms for parameters that were not trained step by step, such as a <see cref="WeightAverage"/>.
/// </summary>
public static class RunningStatistics
{
    extension(Module model)
    {
        /// <summary>
        /// Computes the running averages of all batch norms anew, as plain means over the batches of the data, with the model as in
        /// training; as PyTorch's update_bn. Frozen norms stay as they are, and so do folded ones.
        /// </summary>
        /// <param name="data">One epoch of it is seen.</param>
        /// <param name="forward">Calls the model on a batch.</param>
        public void UpdateStatistics(DataLoader data, Action<Batch> forward)
        {
            ArgumentNullException.ThrowIfNull(model);
            ArgumentNullException.ThrowIfNull(data);
            ArgumentNullException.ThrowIfNull(forward);
            BatchNorm[] norms = [.. model.Modules().Select(m => m.Module).OfType<BatchNorm>()
                .Where(norm => norm is { Frozen: false, IsFolded: false })];
            if (norms.Length == 0)
                return;
            using var inTraining = model.InMode(training: true);
            foreach (var norm in norms)
            {
                norm.Restart();
                norm.AveragesAll = true;
            }

            try
            {
                using (Autograd.Pause())
                    foreach (var batch in data.Epoch(0))
                    {
                        using var scope = new MemoryScope();
                        forward(batch);
                    }
            }
            finally
            {
                foreach (var norm in norms)
                    norm.AveragesAll = false;
            }
        }
    }

    extension(Module<Tensor, Tensor> model)
    {
        /// <summary>As the other, for a model with one input: the first field of the batches.</summary>
        /// <param name="data">One epoch of it is seen.</param>
        public void UpdateStatistics(DataLoader data) => model.UpdateStatistics(data, batch => model.Call(batch.Input));
    }
}
