using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    // The definition: all indices of all letters, one loop; axes of size 1 stay at 0. Letters only, the result named.
    static Grid Summed(string formula, Grid[] operands)
    {
        var (inputs, result) = (formula.Split("->")[0].Split(','), formula.Split("->")[1]);
        var letters = string.Concat(string.Concat(inputs).Distinct());
        int[] sizes = [.. letters.Select(c => inputs.Zip(operands).SelectMany(p => p.First.Zip(p.Second.Shape)).Where(p => p.First == c).Max(p => p.Second))];
        var y = new Grid([.. result.Select(c => sizes[letters.IndexOf(c)])]);
        foreach (var all in Grid.All(sizes))
        {
            int[] At(string labels) => [.. labels.Select(c => all[letters.IndexOf(c)])];
            y[At(result)] += inputs.Zip(operands).Aggregate(1.0, (product, p) => product * p.Second.At(At(p.First)));
        }

        return y;
    }

    static OpCase Sums(string formula, string note, string spelledOut, params OpInput[] inputs) =>
        new("Einsum", $"{formula}{note}", x => Tensor.Einsum(formula, x), x => Summed(spelledOut, x), inputs);

    static OpCase Sums(string formula, params OpInput[] inputs) => Sums(formula, "", formula, inputs);

    static IEnumerable<OpCase> Einsums =>
    [
        Sums("ij,jk->ik", In(2, 3), In(3, 4)),
        Sums("bij,bjk->bik", In(2, 3, 4), In(2, 4, 2)),
        Sums("ij,jk->ki", In(2, 3), In(3, 4)),
        Sums("i,i->", In(4), In(4)),
        Sums("i,j->ij", In(3), In(4)),
        Sums("ij->ji", In(3, 4)),
        Sums("ij->", In(3, 4)),
        Sums("ij->i", In(3, 4)),
        Sums("ii->i", In(3, 3)),
        Sums("ii->", In(3, 3)),
        Sums("iij->j", In(3, 3, 4)),
        Sums("iijj->ji", In(2, 2, 3, 3)),
        Sums("iii->i", In(3, 3, 3)),
        Sums("ij,ij->ij", In(3, 4), In(3, 4)),
        Sums("ij,kl->il", In(2, 3), In(4, 2)),
        Sums("a,ab,bc,c->", In(2), In(2, 3), In(3, 4), In(4)),
        Sums("ijk,jil,kl->ij", In(2, 3, 4), In(3, 2, 5), In(4, 5)),
        Sums("bn,anm,bm->ba", In(2, 3), In(4, 3, 2), In(2, 2)),
        Sums("ij,jk->ik", " with sizes of 1", "ij,jk->ik", In(2, 1), In(3, 4)),
        Sums("i,i->i", " with a size of 1", "i,i->i", In(1), In(3)),
        Sums("ii->i", " of one row", "ii->i", In(1, 3)),
        Sums("ij,jk", " implicit", "ij,jk->ik", In(2, 3), In(3, 4)),
        Sums("ba", " implicit, in alphabetical order", "ba->ab", In(2, 3)),
        Sums("bA", " implicit, capitals first", "bA->Ab", In(2, 3)),
        Sums("ii", " implicit", "ii->", In(3, 3)),
        Sums("...ij,...jk->...ik", "", "abij,bjk->abik", In(2, 1, 3, 4), In(3, 4, 2)),
        Sums("...ij,...jk", " implicit", "abij,bjk->abik", In(2, 1, 3, 4), In(3, 4, 2)),
        Sums("i...,...i", " implicit", "iab,bi->ab", In(3, 2, 4), In(1, 3)),
        Sums("...i->...", "", "abi->ab", In(2, 3, 4)),
        Sums("i...j -> j...", "", "iabj->jab", In(2, 3, 2, 4)),
        Sums("...,...", " of any axes", "a,a->a", In(3), In(1)),
    ];
}
