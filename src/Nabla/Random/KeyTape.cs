namespace Nabla;

/// <summary>
/// The keys drawn on this thread while a computation ran, in order; when it runs again it is given the same. Tapes nest: a computation
/// that is part of a longer one takes its keys from the longer one's tape when that is played.
/// </summary>
sealed class KeyTape
{
    [ThreadStatic] static KeyTape? current;

    readonly List<RandomKey> keys = [];
    KeyTape? outer;
    int position = -1;      // −1 while writing

    /// <summary>Whether keys are being played back on this thread.</summary>
    public static bool IsPlaying
    {
        get
        {
            for (var tape = current; tape is not null; tape = tape.outer)
                if (tape.position >= 0)
                    return true;
            return false;
        }
    }

    /// <summary>The key that <paramref name="draw"/> makes, or the one it made when the computation ran first.</summary>
    public static RandomKey Next(Func<RandomKey> draw) => current is { } tape ? tape.Take(draw) : draw();

    /// <summary>Notes all keys from here on, until the result is disposed.</summary>
    public Scope Write() => new(this, -1);

    /// <summary>Gives back the keys noted, from the first on, until the result is disposed.</summary>
    public Scope Play() => new(this, 0);

    /// <summary>Neither notes nor plays until the result is disposed: for what is done once, whoever comes first.</summary>
    public static Scope Suspend() => new(null, -1);

    RandomKey Take(Func<RandomKey> draw)
    {
        if (position >= 0)
            return position < keys.Count
                ? keys[position++]
                : throw new InvalidOperationException(
                    "Recomputation: the function draws more random numbers the second time than the first.");
        var key = outer is null ? draw() : outer.Take(draw);
        keys.Add(key);
        return key;
    }

    /// <summary>Restores what was in force before.</summary>
    public readonly ref struct Scope
    {
        readonly KeyTape? before;

        public Scope(KeyTape? tape, int position)
        {
            before = current;
            if (tape is not null)
                (tape.outer, tape.position) = (before, position);
            current = tape;
        }

        public void Dispose() => current = before;
    }
}
