using System.Xml;

namespace Pendopo.Publishing.Imports;

/// <summary>How XML of elsewhere is read: no document type, so no entities that grow and none that fetch (OWASP ASVS 5.0 1.5.1); no more signs than the file may have.</summary>
internal static class SafeXml
{
    public static XmlReader Open(Stream file) => XmlReader.Create(file, new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = ImportFile.MaxBytes,
        MaxCharactersFromEntities = 0,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    });
}
