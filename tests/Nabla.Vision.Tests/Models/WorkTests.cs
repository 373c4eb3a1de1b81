using Nabla.Nn;
using Nabla.Vision.Models;

namespace Nabla.Vision.Tests.Models;

/// <summary>Multiply-adds of one image of 224×224, against published figures.</summary>
public class WorkTests
{
    // Billions, as torchvision's pages of pre-trained weights give them ("GFLOPS", which counts a multiply-add as one), to two places.
    public static TheoryData<PublishedCase, double> Figures
    {
        get
        {
            var data = new TheoryData<PublishedCase, double>();
            foreach (var (name, billions) in new (string, double)[]
            {
                ("alexnet", 0.71), ("vgg11", 7.61), ("vgg13", 11.31), ("vgg16", 15.47), ("vgg19", 19.63), ("googlenet", 1.50),
                ("resnet18", 1.81), ("resnet34", 3.66), ("resnet50", 4.09), ("resnet101", 7.80), ("resnet152", 11.51),
                ("resnext50_32x4d", 4.23), ("wide_resnet50_2", 11.40), ("densenet121", 2.83), ("densenet161", 7.73), ("densenet169", 3.36),
                ("densenet201", 4.29), ("mobilenet_v2", 0.30), ("vit_b_16", 17.56), ("vit_b_32", 4.41), ("vit_l_16", 61.55), ("vit_l_32", 15.38),
            })
                data.Add(ModelCases.Published.Single(p => p.Name == name), billions);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Figures))]
    public void MultiplyAddsAreAsPublished(PublishedCase row, double billions)
    {
        ArgumentNullException.ThrowIfNull(row);
        var summary = Summary.Of(row.Create(), [224, 224, 3]);
        Assert.Equal(row.Parameters, summary.Parameters);
        Assert.Equal(billions, Math.Round(summary.MultiplyAdds / 1e9, 2));
    }
}
