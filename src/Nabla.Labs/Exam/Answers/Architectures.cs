using Nabla.Nn;
using Nabla.Vision.Models;
using static Nabla.Labs.Exam.ExamAnswer;

namespace Nabla.Labs.Exam.Answers;

static class Architectures
{
    public static IEnumerable<ExamAnswer> All =>
    [
        To("zoo/resnet18-vs-vgg16", given => [new ResNet(ResNetSettings.ResNet18).ParameterCount, new Vgg(VggSettings.Vgg16).ParameterCount]),

        To("zoo/parameter-counts", given => ExamValue.List(new Module[]
        {
            new AlexNet(), new Vgg(VggSettings.Vgg11), new ResNet(ResNetSettings.ResNet34), new ResNet(ResNetSettings.ResNet50),
            new DenseNet(DenseNetSettings.DenseNet121), new MobileNetV2(), new GoogLeNet(),
        }.Select(model => (ExamValue)model.ParameterCount))),
    ];
}
