using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>y[i] = map(a[i], b[i], c[i], d[i]) over one row. Operand 0 is y and dense; inputs may repeat (step 0) or have gaps.</summary>
readonly unsafe struct MapRow<T, TMap>(TMap map) : IRow
    where T : unmanaged, INumber<T>
    where TMap : struct, IMap
{
    // Inputs with gaps are gathered into a tile this long, so that only one loop is needed.
    const int Tile = 256;

    [SkipLocalsInit]
    public void Run(byte** at, nint* step, int count)
    {
        var splats = stackalloc Vector<T>[4];
        var inputs = stackalloc T*[4];
        var steps = stackalloc nint[4];
        var gaps = false;
        for (var k = 0; k < TMap.Inputs; k++)
        {
            inputs[k] = (T*)at[k + 1];
            steps[k] = step[k + 1];
            gaps |= steps[k] is not (0 or 1);
            if (steps[k] != 0)
                continue;
            splats[k] = new Vector<T>(*inputs[k]);
            inputs[k] = (T*)&splats[k];
        }

        if (gaps && count > 1)
            Gathered((T*)at[0], inputs, steps, count);
        else
            Dense((T*)at[0], inputs, steps, count);
    }

    [SkipLocalsInit]
    void Gathered(T* y, T** inputs, nint* steps, int count)
    {
        var tiles = stackalloc T[4 * Tile];
        var dense = stackalloc T*[4];
        var denseSteps = stackalloc nint[4];
        for (var from = 0; from < count; from += Tile)
        {
            var length = Math.Min(Tile, count - from);
            for (var k = 0; k < TMap.Inputs; k++)
            {
                dense[k] = inputs[k] + from * steps[k];
                denseSteps[k] = steps[k];
                if (steps[k] is 0 or 1)
                    continue;
                var tile = tiles + k * Tile;
                for (var i = 0; i < length; i++)
                    tile[i] = dense[k][i * steps[k]];
                dense[k] = tile;
                denseSteps[k] = 1;
            }

            Dense(y + from, dense, denseSteps, length);
        }
    }

    // Never inlined: in a large method the compiler would run out of its budget and leave calls in the loop.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    void Dense(T* y, T** inputs, nint* steps, int count)
    {
        T* a = inputs[0], b = TMap.Inputs > 1 ? inputs[1] : a, c = TMap.Inputs > 2 ? inputs[2] : a, d = TMap.Inputs > 3 ? inputs[3] : a;
        nint width = Vector<T>.Count, stepA = steps[0] * width, stepB = TMap.Inputs > 1 ? steps[1] * width : 0;
        nint stepC = TMap.Inputs > 2 ? steps[2] * width : 0, stepD = TMap.Inputs > 3 ? steps[3] * width : 0;
        nint i = 0;

        // Two registers before either is written: the constants of a formula, which what is written might be, are then read once for both.
        if (Unsafe.SizeOf<TMap>() >= sizeof(double))
            for (var end = count - 2 * width; i <= end; i += 2 * width)
            {
                var first = Apply(a, b, c, d);
                var second = Apply(a + stepA, b + stepB, c + stepC, d + stepD);
                first.Store(y + i);
                second.Store(y + i + width);
                a += 2 * stepA;
                if (TMap.Inputs > 1) b += 2 * stepB;
                if (TMap.Inputs > 2) c += 2 * stepC;
                if (TMap.Inputs > 3) d += 2 * stepD;
            }

        for (var end = count - width; i <= end; i += width)
        {
            Apply(a, b, c, d).Store(y + i);
            a += stepA;
            if (TMap.Inputs > 1) b += stepB;
            if (TMap.Inputs > 2) c += stepC;
            if (TMap.Inputs > 3) d += stepD;
        }

        if (i < count)
            Tail(y + i, a, b, c, d, steps, (int)(count - i));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector<T> Apply(T* a, T* b, T* c, T* d) => map.Value(
        new Lane<T>(Vector.Load(a)),
        TMap.Inputs > 1 ? new Lane<T>(Vector.Load(b)) : default,
        TMap.Inputs > 2 ? new Lane<T>(Vector.Load(c)) : default,
        TMap.Inputs > 3 ? new Lane<T>(Vector.Load(d)) : default).Value;

    // The last few elements go through padded registers: an overlapping last vector would apply the map twice where y is an input.
    [MethodImpl(MethodImplOptions.NoInlining)]
    void Tail(T* y, T* a, T* b, T* c, T* d, nint* steps, int count)
    {
        var padded = stackalloc Vector<T>[4];
        Pad((T*)&padded[0], a, steps[0], count);
        if (TMap.Inputs > 1) Pad((T*)&padded[1], b, steps[1], count);
        if (TMap.Inputs > 2) Pad((T*)&padded[2], c, steps[2], count);
        if (TMap.Inputs > 3) Pad((T*)&padded[3], d, steps[3], count);
        var value = Apply((T*)&padded[0], (T*)&padded[1], (T*)&padded[2], (T*)&padded[3]);
        for (var i = 0; i < count; i++)
            y[i] = value[i];
    }

    static void Pad(T* target, T* source, nint step, int count)
    {
        for (var i = 0; i < Vector<T>.Count; i++)
            target[i] = source[Math.Min(i, count - 1) * step];
    }
}
