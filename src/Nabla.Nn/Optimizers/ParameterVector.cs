namespace Nabla.Nn;

/// <summary>All parameters of a model as one vector, in the order of their paths in the model.</summary>
public static class ParameterVector
{
    extension(Module model)
    {
        /// <summary>The numbers of all parameters, one parameter after the other; gradients flow through it.</summary>
        /// <shape>→ (ParameterCount)</shape>
        public Tensor ToVector()
        {
            ArgumentNullException.ThrowIfNull(model);
            return Tensor.Concat([.. model.Parameters().Select(p => p.Parameter.Value.Reshape(-1))], 0);
        }

        /// <summary>Sets all parameters to the numbers that <see cref="ToVector"/> gave, or to others in the same order.</summary>
        /// <shape>(ParameterCount) →</shape>
        /// <exception cref="ShapeException">The vector has another length.</exception>
        public void LoadVector(Tensor vector)
        {
            ArgumentNullException.ThrowIfNull(model);
            ArgumentNullException.ThrowIfNull(vector);
            if (vector.Shape != [checked((int)model.ParameterCount)])
                throw new ShapeException($"LoadVector: axis 0 of the vector must be {model.ParameterCount}, got {vector.Shape}.");
            var from = 0;
            foreach (var (_, parameter) in model.Parameters())
            {
                var count = (int)parameter.Shape.Length;
                parameter.Load(vector.Detach().Slice(0, from, count).Reshape(parameter.Shape.ToArray()));
                from += count;
            }
        }
    }
}
