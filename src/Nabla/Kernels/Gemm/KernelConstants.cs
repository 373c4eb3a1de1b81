namespace Nabla.Kernels;

/// <summary>A number known when a kernel is compiled.</summary>
interface IConstant
{
    static abstract int Value { get; }
}

readonly struct Rows1 : IConstant
{
    public static int Value => 1;
}

readonly struct Rows2 : IConstant
{
    public static int Value => 2;
}

readonly struct Rows3 : IConstant
{
    public static int Value => 3;
}

readonly struct Rows4 : IConstant
{
    public static int Value => 4;
}

readonly struct Rows5 : IConstant
{
    public static int Value => 5;
}

readonly struct Rows6 : IConstant
{
    public static int Value => 6;
}

readonly struct Rows7 : IConstant
{
    public static int Value => 7;
}

readonly struct Rows8 : IConstant
{
    public static int Value => 8;
}

readonly struct Rows9 : IConstant
{
    public static int Value => 9;
}

readonly struct Rows10 : IConstant
{
    public static int Value => 10;
}

readonly struct Rows11 : IConstant
{
    public static int Value => 11;
}

readonly struct Rows12 : IConstant
{
    public static int Value => 12;
}

readonly struct Rows13 : IConstant
{
    public static int Value => 13;
}

readonly struct Rows14 : IConstant
{
    public static int Value => 14;
}

/// <summary>How wide a tile is: one or two registers, the last of them whole or cut by a mask.</summary>
interface IWidth
{
    static abstract bool IsTwo { get; }

    static abstract bool IsCut { get; }
}

readonly struct OneCut : IWidth
{
    public static bool IsTwo => false;

    public static bool IsCut => true;
}

readonly struct One : IWidth
{
    public static bool IsTwo => false;

    public static bool IsCut => false;
}

readonly struct TwoCut : IWidth
{
    public static bool IsTwo => true;

    public static bool IsCut => true;
}

readonly struct Two : IWidth
{
    public static bool IsTwo => true;

    public static bool IsCut => false;
}
