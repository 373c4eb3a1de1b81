using Nabla.Kernels;

namespace Nabla;

/// <summary>
/// The linear map behind all transforms, of n numbers along one axis: y[k] = scale · Σ over j of x[j] e^(∓2πi jk / n), the sign + if
/// inverse.
/// </summary>
readonly record struct FourierLine(int Length, int Axis, bool Inverse, double Scale)
{
    /// <summary>A transform of what stands on an axis, cut or filled with zeros to <paramref name="length"/> elements.</summary>
    public static FourierLine Of(string who, Tensor x, int? length, int axis, bool inverse, FourierNorm norm, bool half = false)
    {
        if (!x.DType.IsFloating())
            throw new ShapeException($"{who}: elements must be floating-point, got {x.DType.Name()}; convert with To(DType.Float32).");
        var at = x.Shape.Axis(axis);
        var n = length ?? (half ? 2 * (x.Shape[at] - 1) : x.Shape[at]);
        if (n < 1)
            throw new ShapeException($"{who}: the length of axis {at} must be at least 1, got {n} for {x.Shape}.");
        return new(n, at, inverse, norm == FourierNorm.Ortho ? 1 / Math.Sqrt(n) : inverse == (norm == FourierNorm.Backward) ? 1.0 / n : 1);
    }

    /// <summary>The first <paramref name="written"/> elements of the transform; no imaginary part means 0.</summary>
    public ComplexTensor Run(Tensor re, Tensor? im, int written)
    {
        (re, im) = (Cut(re), im is null ? null : Cut(im));
        var (y, z) = Kernel(re, im, written, mirrored: false, true, true);
        return new(
            Autograd.Record(y!, new RealBack(this, re.Shape[Axis]), re, im),
            Autograd.Record(z!, new ImaginaryBack(this, re.Shape[Axis]), re, im));
    }

    /// <summary>The real transform of a signal of which the first n / 2 + 1 elements are given, with x[n − j] = x̄[j].</summary>
    public Tensor RunMirrored(Tensor re, Tensor im)
    {
        (re, im) = (Half(re), Half(im));
        var (y, _) = Kernel(re, im, Length, mirrored: true, true, false);
        return Autograd.Record(y!, new MirroredBack(this), re, im);
    }

    FourierLine Flipped => this with { Inverse = !Inverse };

    Tensor Cut(Tensor x) => x.Shape[Axis] > Length ? x.Slice(Axis, 0, Length) : x;

    Tensor Half(Tensor x)
    {
        var (have, wanted) = (x.Shape[Axis], Length / 2 + 1);
        return have > wanted ? x.Slice(Axis, 0, wanted) : have < wanted ? x.Embed(Axis, 0, wanted) : x;
    }

    (Tensor? Re, Tensor? Im) Kernel(Tensor re, Tensor? im, int written, bool mirrored, bool wantRe, bool wantIm)
    {
        int[] sizes = re.Shape.ToArray();
        int Product(int first, int end) => checked(sizes[first..end].Aggregate(1, (a, b) => a * b));
        var shape = new FourierShape(
            Product(0, Axis), Product(Axis + 1, sizes.Length), Length, sizes[Axis], written, Inverse, mirrored, Scale);
        var y = wantRe ? Tensor.Empty(re.Shape.With(Axis, written), re.DType, re.Device) : null;
        var z = wantIm ? Tensor.Empty(re.Shape.With(Axis, written), re.DType, re.Device) : null;
        re.Backend.Fourier(shape, re, im, y, z);
        return (y, z);
    }

    // One of the parts of the transform of a real g that a rule needs, each with its own rule.
    (Tensor? Re, Tensor? Im) OfReal(Tensor g, int written, bool wantRe, bool wantIm)
    {
        var (y, z) = Kernel(g, null, written, mirrored: false, wantRe, wantIm);
        return (
            y is null ? null : Autograd.Record(y, new RealBack(this, g.Shape[Axis]), g, null),
            z is null ? null : Autograd.Record(z, new ImaginaryBack(this, g.Shape[Axis]), g, null));
    }

    // With F = C + iS symmetric: y = C re − S im, so dre = C g = Re F̄ g and dim = −S g = Im F̄ g
    sealed class RealBack(FourierLine line, int read) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var (re, im) = line.Flipped.OfReal(g, read, to.Needs(0), to.Needs(1));
            if (re is not null) to[0] = re;
            if (im is not null) to[1] = im;
        }
    }

    // y = S re + C im, so dre = S g = Im F g and dim = C g = Re F g
    sealed class ImaginaryBack(FourierLine line, int read) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var (re, im) = line.OfReal(g, read, to.Needs(1), to.Needs(0));
            if (im is not null) to[0] = im;
            if (re is not null) to[1] = re;
        }
    }

    // y[j] = Σ w[k] (re[k] cos(2πjk / n) ∓ im[k] sin(2πjk / n)), w = 1 where k = n − k, else 2: dre + i dim = w F̄ g
    sealed class MirroredBack(FourierLine line) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var weights = Weights(g);
            var (re, im) = line.Flipped.OfReal(g, weights.Shape[line.Axis], to.Needs(0), to.Needs(1));
            if (re is not null) to[0] = re * weights;
            if (im is not null) to[1] = im * weights;
        }

        Tensor Weights(Tensor g)
        {
            var size = line.Length / 2 + 1;
            var values = new double[size];
            Array.Fill(values, 2);
            values[0] = 1;
            if (line.Length % 2 == 0)
                values[^1] = 1;
            var shape = new int[g.Rank];
            Array.Fill(shape, 1);
            shape[line.Axis] = size;
            return Tensor.Constant<double>(values).To(g.DType).Reshape(shape);
        }
    }
}
