using Microsoft.EntityFrameworkCore;

namespace TrainRecorder.Service.Catalogue;

/// <summary>What differs between the databases that can hold the catalogue.</summary>
internal interface ICatalogueProvider
{
    /// <summary>Says where the database is.</summary>
    void Configure(DbContextOptionsBuilder options);

    /// <summary>What a fault of the database means to a caller; null if it is none of the database's.</summary>
    StoreFault? Explain(Exception fault);
}

/// <summary>A fault of the database as callers are told of it.</summary>
internal enum StoreFault
{
    /// <summary>Locked for too long; trying again helps.</summary>
    Busy,

    /// <summary>No room on the disk.</summary>
    Full,

    /// <summary>What is stored is damaged.</summary>
    Damaged,

    /// <summary>Anything else: the file cannot be opened, read or written.</summary>
    Broken,
}
