namespace Nabla;

/// <summary>Sums of products in index notation.</summary>
public static class EinsumOp
{
    extension(Tensor)
    {
        /// <summary>
        /// Products of all operands, summed over the letters that are not in the result (Einstein 1916): "ij,jk->ik" is the matrix product.
        /// A letter twice in one operand is its diagonal; "…" written as three points stands for leading axes that broadcast; without "->"
        /// the result has the letters that occur once, in alphabetical order (capitals first), after those axes. Sizes of 1 broadcast.
        /// Two operands at a time, from left to right, are contracted by one matrix product.
        /// </summary>
        /// <shape>as the formula says</shape>
        /// <exception cref="ShapeException">The formula is no formula, does not fit the operands, or sizes differ.</exception>
        public static Tensor Einsum(string formula, params ReadOnlySpan<Tensor> operands)
        {
            ArgumentNullException.ThrowIfNull(formula);
            var parsed = EinsumFormula.Parse(formula, operands);
            var left = Term.Of(parsed, operands, 0);
            for (var i = 1; i < operands.Length; i++)
            {
                var needed = parsed.NeededAfter(i);
                var right = Term.Of(parsed, operands, i);
                left = left.SumExcept(needed.Concat(right.Labels)).Times(right.SumExcept(needed.Concat(left.Labels)), needed);
            }

            return left.SumExcept(parsed.Result).In(parsed.Result);
        }
    }

    /// <summary>A tensor whose axes have names.</summary>
    readonly record struct Term(Tensor Value, string Labels)
    {
        /// <summary>Operand i without repeated names (their diagonal) and without axes of size 1 that others broadcast.</summary>
        public static Term Of(EinsumFormula formula, ReadOnlySpan<Tensor> operands, int i)
        {
            var (value, labels) = (operands[i], formula.Operands[i]);
            for (var axis = labels.Length - 1; axis >= 0; axis--)
                if (value.Shape[axis] == 1 && formula.Size(labels[axis]) != 1)
                    (value, labels) = (value.Squeeze(axis), labels.Remove(axis, 1));
            for (var axis = 0; axis < labels.Length; axis++)
                while (labels.IndexOf(labels[axis], axis + 1) is var twin and > 0)
                {
                    // The diagonal becomes the last axis.
                    value = value.Diagonal(0, axis, twin);
                    labels = labels.Remove(twin, 1).Remove(axis, 1) + labels[axis];
                }

            return new Term(value, labels);
        }

        /// <summary>Summed over the axes that are not among <paramref name="kept"/>.</summary>
        public Term SumExcept(IEnumerable<char> kept)
        {
            var labels = Labels;
            int[] axes = [.. Enumerable.Range(0, labels.Length).Where(axis => !kept.Contains(labels[axis]))];
            return axes.Length == 0 ? this : new Term(Value.Sum(axes), string.Concat(labels.Where(kept.Contains)));
        }

        /// <summary>The product, summed over what both have and nobody needs: (batch, free, summed) · (batch, summed, free).</summary>
        public Term Times(Term other, string needed)
        {
            var (mine, theirs) = (Labels, other.Labels);
            var both = mine.Where(theirs.Contains).ToArray();
            var batch = string.Concat(both.Where(needed.Contains));
            var summed = string.Concat(both.Except(batch));
            var freeMine = string.Concat(mine.Except(both));
            var freeTheirs = string.Concat(theirs.Except(both));
            var a = In(batch + freeMine + summed);
            var b = other.In(batch + summed + freeTheirs);
            int[] Sizes(string labels, Term term) =>
                [.. labels.Select(label => term.Value.Shape[term.Labels.IndexOf(label, StringComparison.Ordinal)])];
            int Size(string labels, Term term) => Sizes(labels, term).Aggregate(1, (x, y) => checked(x * y));
            var lead = Size(batch, this);
            var product = a.Reshape(lead, Size(freeMine, this), Size(summed, this)).MatMul(b.Reshape(lead, Size(summed, this), Size(freeTheirs, other)));
            return new Term(product.Reshape([.. Sizes(batch, this), .. Sizes(freeMine, this), .. Sizes(freeTheirs, other)]), batch + freeMine + freeTheirs);
        }

        /// <summary>The axes in this order.</summary>
        public Tensor In(string order)
        {
            var labels = Labels;
            return Value.Permute([.. order.Select(label => labels.IndexOf(label, StringComparison.Ordinal))]);
        }
    }
}
