using Nabla.Files;
using Nabla.Testing;

namespace Nabla.Tests.Files;

public class CorruptionTests
{
    // JSON text becomes strings and lists: some tens of bytes for each byte.
    [Fact]
    public void SafetensorsAreReadOrRefused() =>
        Corruption.Check(
            bytes =>
            {
                using var file = SafetensorsFile.Read(new MemoryStream(bytes), "x.safetensors");
                foreach (var entry in file.Entries)
                {
                    file.ReadArray(entry);
                    file.ReadTensor(entry);
                }
            },
            memoryPerByte: 200, [64, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'"'], Golden.Bytes("all.safetensors"), Golden.Bytes("empty.safetensors"));

    [Fact]
    public void NpyFilesAreReadOrRefused() =>
        Corruption.Check(
            bytes => Npy.Read(new MemoryStream(bytes), bytes.Length, "x.npy"),
            memoryPerByte: 100, [0x93, .. "NUMPY\x01\0"u8], Golden.Bytes("f4.npy"), Golden.Bytes("f8_fortran.npy"), Golden.Bytes("version3.npy"));

    // Deflate can expand 1032 times; the array may be copied once to change its order.
    [Fact]
    public void NpzFilesAreReadOrRefused() =>
        Corruption.Check(
            bytes => Npz.Read(new MemoryStream(bytes), "x.npz"),
            memoryPerByte: 2 * 1032, [.. "PK\x03\x04"u8], Golden.Bytes("stored.npz"), Golden.Bytes("deflated.npz"));
}
