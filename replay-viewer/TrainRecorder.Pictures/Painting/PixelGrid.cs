namespace TrainRecorder.Pictures.Painting;

/// <summary>Pixels of four bytes seen along an axis: as columns of rows, or turned.</summary>
/// <param name="Memory">Red, green, blue, opacity of each.</param>
/// <param name="Columns">Pixels along the axis.</param>
/// <param name="Rows">Pixels across it.</param>
/// <param name="ColumnStep">Bytes from one column to the next.</param>
/// <param name="RowStep">Bytes from one row to the next.</param>
internal readonly record struct PixelGrid(Memory<byte> Memory, int Columns, int Rows, int ColumnStep, int RowStep);
