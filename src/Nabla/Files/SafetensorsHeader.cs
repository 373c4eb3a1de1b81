using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Nabla.Files;

/// <summary>
/// The JSON header of a safetensors file: {"name": {"dtype": "F32", "shape": [..], "data_offsets": [begin, end]}, "__metadata__": {..}}.
/// Every rule of the format is checked before a byte of data is read.
/// </summary>
static class SafetensorsHeader
{
    public const string MetadataKey = "__metadata__";
    public const long MaxBytes = 100_000_000;       // the format's own limit

    /// <summary>Parses the header and checks that the tensors fill <paramref name="dataBytes"/> bytes without hole or overlap.</summary>
    public static (List<SafetensorsEntry> Entries, Dictionary<string, string> Metadata) Parse(
        ReadOnlySpan<byte> json, long dataBytes, string file)
    {
        if (json.IsEmpty || json[0] != '{')
            throw Bad(file, "byte 8", "a JSON header that starts with '{'", json.IsEmpty ? "an empty header" : $"byte 0x{json[0]:x2}");
        if (!Utf8.IsValid(json))
            throw Bad(file, "the header", "UTF-8 text", "invalid bytes");
        var entries = new List<SafetensorsEntry>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            ReadTop(json, entries, metadata, file);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)      // the latter: an escaped lone surrogate
        {
            throw new DataFormatException(file, "the header", "valid JSON", e.Message.TrimEnd('.'), e);
        }

        CheckLayout(entries, dataBytes, file);
        return (entries, metadata);
    }

    /// <summary>The header's bytes for tensors that already lie in order, padded with spaces to a multiple of 8.</summary>
    public static byte[] Format(IEnumerable<SafetensorsEntry> entries, IReadOnlyDictionary<string, string>? metadata)
    {
        using var text = new MemoryStream();
        var options = new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(text, options))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
                WriteMetadata(json, metadata);
            foreach (var entry in entries)
                WriteEntry(json, entry);
            json.WriteEndObject();
        }

        while (text.Length % 8 != 0)
            text.WriteByte((byte)' ');
        return text.ToArray();
    }

    static void ReadTop(ReadOnlySpan<byte> text, List<SafetensorsEntry> entries, Dictionary<string, string> metadata, string file)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var json = new Utf8JsonReader(text);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            if (!names.Add(name))
                throw Bad(file, "the header", "every name once", $"{DataFormatException.Quote(name)} twice");
            json.Read();
            if (name == MetadataKey)
                ReadMetadata(ref json, metadata, file);
            else
                entries.Add(ReadEntry(ref json, name, file));
        }

        while (json.Read())     // nothing may follow; the reader throws where something does
        {
        }
    }

    static void ReadMetadata(ref Utf8JsonReader json, Dictionary<string, string> metadata, string file)
    {
        Demand(json.TokenType == JsonTokenType.StartObject, ref json, file, MetadataKey, "an object of strings");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = json.GetString()!;
            json.Read();
            Demand(json.TokenType == JsonTokenType.String, ref json, file, $"{MetadataKey} {DataFormatException.Quote(key)}", "a string");
            if (!metadata.TryAdd(key, json.GetString()!))
                throw Bad(file, MetadataKey, "every key once", $"{DataFormatException.Quote(key)} twice");
        }
    }

    static SafetensorsEntry ReadEntry(ref Utf8JsonReader json, string name, string file)
    {
        var where = $"tensor {DataFormatException.Quote(name)}";
        Demand(json.TokenType == JsonTokenType.StartObject, ref json, file, where, "an object with dtype, shape and data_offsets");
        string? dtype = null;
        List<long>? shape = null, offsets = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = json.GetString()!;
            json.Read();
            if (key is "dtype" && dtype is null)
            {
                Demand(json.TokenType == JsonTokenType.String, ref json, file, $"{where}, dtype", "a string");
                dtype = json.GetString()!;
            }
            else if (key is "shape" && shape is null)
                shape = ReadNumbers(ref json, file, $"{where}, shape");
            else if (key is "data_offsets" && offsets is null)
                offsets = ReadNumbers(ref json, file, $"{where}, data_offsets");
            else if (key is "dtype" or "shape" or "data_offsets")
                throw Bad(file, where, $"'{key}' once", "it twice");
            else
                json.Skip();
        }

        if (dtype is null || shape is null || offsets is null)
            throw Bad(file, where, "dtype, shape and data_offsets", $"no {(dtype is null ? "dtype" : shape is null ? "shape" : "data_offsets")}");
        return CheckEntry(name, dtype, shape, offsets, file, where);
    }

    static List<long> ReadNumbers(ref Utf8JsonReader json, string file, string where)
    {
        Demand(json.TokenType == JsonTokenType.StartArray, ref json, file, where, "an array of whole numbers");
        var numbers = new List<long>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            long value = -1;
            var whole = json.TokenType == JsonTokenType.Number && json.TryGetInt64(out value) && value >= 0;
            Demand(whole, ref json, file, where, "a whole number from 0 to 2^63 - 1");
            numbers.Add(value);
        }

        return numbers;
    }

    static SafetensorsEntry CheckEntry(string name, string dtype, List<long> shape, List<long> offsets, string file, string where)
    {
        if (!Elements.TryParse(dtype, out var type))
            throw Bad(file, $"{where}, dtype", "a type such as F32 or I64", DataFormatException.Quote(dtype));
        if (offsets.Count != 2 || offsets[1] < offsets[0])
            throw Bad(file, $"{where}, data_offsets", "[begin, end] with begin <= end", $"[{string.Join(", ", offsets.Take(4))}]");
        long[] sizes = [.. shape];
        var stored = offsets[1] - offsets[0];
        var shown = $"({string.Join(", ", sizes.Take(8))}{(sizes.Length > 8 ? ", …" : "")})";
        if (!type.TryByteCount(sizes, out var bytes))
            throw Bad(file, $"{where}, shape", "a whole number of bytes below 2^63", $"{shown} of {dtype}");
        if (bytes != stored)
            throw Bad(file, where, $"{bytes} bytes for {dtype} {shown}", $"data_offsets of {stored} bytes");
        return new SafetensorsEntry(name, type, sizes, offsets[0], bytes);
    }

    static void CheckLayout(List<SafetensorsEntry> entries, long dataBytes, string file)
    {
        entries.Sort((a, b) => (a.Offset, a.ByteCount).CompareTo((b.Offset, b.ByteCount)));
        long end = 0;
        foreach (var entry in entries)
        {
            if (entry.Offset != end)
                throw Bad(
                    file, $"tensor {DataFormatException.Quote(entry.Name)}", $"data from offset {end}, without hole or overlap", $"offset {entry.Offset}");
            end += entry.ByteCount;
        }

        if (end != dataBytes)
            throw Bad(file, "the data", $"{end} bytes as the header says", $"{dataBytes}, the file is {(end > dataBytes ? "cut off" : "too long")}");
    }

    static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(MetadataKey);
        foreach (var (key, value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    static void WriteEntry(Utf8JsonWriter json, SafetensorsEntry entry)
    {
        json.WriteStartObject(entry.Name);
        json.WriteString("dtype", entry.DType);
        json.WriteStartArray("shape");
        foreach (var size in entry.Shape)
            json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(entry.Offset);
        json.WriteNumberValue(entry.Offset + entry.ByteCount);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Demand(bool met, ref Utf8JsonReader json, string file, string where, string expected)
    {
        if (!met)
            throw Bad(file, where, expected, DataFormatException.Quote(Encoding.UTF8.GetString(json.ValueSpan)));
    }

    static DataFormatException Bad(string file, string where, string expected, string got) => new(file, where, expected, got);
}
