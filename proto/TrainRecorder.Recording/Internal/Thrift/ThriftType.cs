namespace TrainRecorder.Recording.Internal.Thrift;

/// <summary>The types of the compact protocol, as numbered on the wire.</summary>
internal enum ThriftType
{
    Stop = 0,
    True = 1,
    False = 2,
    I8 = 3,
    I16 = 4,
    I32 = 5,
    I64 = 6,
    Double = 7,
    Binary = 8,
    List = 9,
    Set = 10,
    Map = 11,
    Struct = 12,
}
