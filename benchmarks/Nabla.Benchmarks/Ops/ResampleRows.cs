using static Nabla.Benchmarks.Ops.OpRow;

namespace Nabla.Benchmarks.Ops;

/// <summary>Images (8, 64, 64, 64), and (8, 224, 224, 3) where the name says 3 channels, in other sizes and at other places.</summary>
static class ResampleRows
{
    public static IEnumerable<OpRow> Of()
    {
        Tensor images = Normal([8, 64, 64, 64]), photos = Normal([8, 224, 224, 3], 2);
        Tensor places = Uniform([8, 64, 64, 2], -1, 1, 3), photoPlaces = Uniform([8, 224, 224, 2], -1, 1, 4), maps = Normal([8, 2, 3], 5);
        var turned = (maps * 0.05 + Tensor.Of(0.9f, 0.3f, 0, -0.3f, 0.9f, 0).Reshape(2, 3)).AffineGrid((224, 224));
        (string Name, Tensor X, Func<Tensor, Tensor> F)[] maps2 =
        [
            ("nearest to double", images, v => v.Resize(128)), ("nearest to half", images, v => v.Resize(32)),
            ("bilinear to double", images, v => v.Resize(128, ResizeMode.Linear)), ("bilinear to half", images, v => v.Resize(32, ResizeMode.Linear)),
            ("bilinear to 100", images, v => v.Resize(100, ResizeMode.Linear)), ("bilinear to 40", images, v => v.Resize(40, ResizeMode.Linear)),
            ("bicubic to double", images, v => v.Resize(128, ResizeMode.Cubic)), ("bicubic to half", images, v => v.Resize(32, ResizeMode.Cubic)),
            ("bilinear to 112 of 3 channels", photos, v => v.Resize(112, ResizeMode.Linear)),
            ("bilinear to 448 of 3 channels", photos, v => v.Resize(448, ResizeMode.Linear)),
            ("grid sample", images, v => v.GridSample(places)), ("grid sample of 3 channels", photos, v => v.GridSample(photoPlaces)),
            ("grid sample turned of 3 channels", photos, v => v.GridSample(turned)),
            ("grid sample nearest of 3 channels", photos, v => v.GridSample(photoPlaces, SampleMode.Nearest)),
            ("grid sample cubic of 3 channels", photos, v => v.GridSample(photoPlaces, SampleMode.Cubic)),
        ];
        return
        [
            .. maps2.SelectMany(p => new[] { Value(p.Name, () => p.F(p.X)), Gradient(p.Name + " gradient", p.X, p.F) }),
            Gradient("grid sample of 3 channels by places", photoPlaces, v => photos.GridSample(v)),
            Value("affine grid", () => maps.AffineGrid((224, 224))),
        ];
    }
}
