namespace Nabla.Files;

/// <summary>The CRC-32 of zip, gzip and PNG: polynomial 0x04C11DB7, bits reversed, start and end inverted.</summary>
static class Crc32
{
    // Slicing by 8: row k is what a byte does to the remainder k bytes later.
    static readonly uint[][] Tables = MakeTables();

    /// <summary>The checksum of these bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="before">The checksum of what came before them; 0 at the start.</param>
    public static uint Of(ReadOnlySpan<byte> bytes, uint before = 0)
    {
        var crc = ~before;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var low = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            crc = Tables[7][low & 0xff] ^ Tables[6][(low >> 8) & 0xff] ^ Tables[5][(low >> 16) & 0xff] ^ Tables[4][low >> 24]
                ^ Tables[3][bytes[4]] ^ Tables[2][bytes[5]] ^ Tables[1][bytes[6]] ^ Tables[0][bytes[7]];
        }

        foreach (var b in bytes)
            crc = Tables[0][(byte)crc ^ b] ^ (crc >> 8);
        return ~crc;
    }

    static uint[][] MakeTables()
    {
        var tables = new uint[8][];
        for (var row = 0; row < 8; row++)
            tables[row] = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
            tables[0][i] = crc;
        }

        for (var row = 1; row < 8; row++)
            for (var i = 0; i < 256; i++)
                tables[row][i] = tables[0][(byte)tables[row - 1][i]] ^ (tables[row - 1][i] >> 8);
        return tables;
    }
}
