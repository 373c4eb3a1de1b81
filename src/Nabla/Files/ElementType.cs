namespace Nabla.Files;

/// <summary>
/// Type of the elements of an array in a file, named and ordered as in the safetensors format (by rising alignment).
/// A tensor computes in fewer types; readers widen where nothing is lost.
/// </summary>
public enum ElementType
{
    /// <summary>One byte, 0 or 1.</summary>
    BOOL,

    /// <summary>4-bit float, two in a byte.</summary>
    F4,

    /// <summary>6-bit float, 2 bits of exponent, 3 of fraction.</summary>
    F6_E2M3,

    /// <summary>6-bit float, 3 bits of exponent, 2 of fraction.</summary>
    F6_E3M2,

    /// <summary>Unsigned byte.</summary>
    U8,

    /// <summary>Signed byte.</summary>
    I8,

    /// <summary>8-bit float, 5 bits of exponent, 2 of fraction.</summary>
    F8_E5M2,

    /// <summary>8-bit float, 4 bits of exponent, 3 of fraction.</summary>
    F8_E4M3,

    /// <summary>8-bit power of two without sign or fraction.</summary>
    F8_E8M0,

    /// <summary>As E4M3, without negative zero and infinities.</summary>
    F8_E4M3FNUZ,

    /// <summary>As E5M2, without negative zero and infinities.</summary>
    F8_E5M2FNUZ,

    /// <summary>Signed 16-bit integer.</summary>
    I16,

    /// <summary>Unsigned 16-bit integer.</summary>
    U16,

    /// <summary>IEEE 754 half precision.</summary>
    F16,

    /// <summary>The upper 16 bits of a float32.</summary>
    BF16,

    /// <summary>Signed 32-bit integer.</summary>
    I32,

    /// <summary>Unsigned 32-bit integer.</summary>
    U32,

    /// <summary>IEEE 754 single precision.</summary>
    F32,

    /// <summary>Two float32: real and imaginary part.</summary>
    C64,

    /// <summary>IEEE 754 double precision.</summary>
    F64,

    /// <summary>Signed 64-bit integer.</summary>
    I64,

    /// <summary>Unsigned 64-bit integer.</summary>
    U64,
}
