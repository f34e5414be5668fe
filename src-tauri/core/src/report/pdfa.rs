//! Turns the file that printpdf makes into a valid PDF/A-1b, the same bytes each time. The only
//! file that knows lopdf.

use super::{ReportError, icc};
use escale_domain::date::DateCivile;
use lopdf::{Dictionary, Document, Object, Stream, StringFormat, dictionary};

/// Name and version of the program, as the file states them.
const PRODUCER: &str = concat!("Escale ", env!("CARGO_PKG_VERSION"));

/// Adds what PDF/A-1b asks for, takes away what changes from one run to the next, and writes.
///
/// # Errors
/// [`ReportError::Fichier`] when the file cannot be made.
pub(super) fn finish(
    mut file: Document,
    title: &str,
    date: DateCivile,
) -> Result<Vec<u8>, ReportError> {
    "1.4".clone_into(&mut file.version);
    // The information dictionary is optional; without it nothing can contradict the metadata.
    if let Some(Object::Reference(info)) = file.trailer.remove(b"Info") {
        file.objects.remove(&info);
    }
    file.trailer.remove(b"ID");

    let mut profile = Stream::new(dictionary! { "N" => 3 }, icc::srgb());
    profile.compress().map_err(|_| ReportError::Fichier)?;
    let profile = file.add_object(profile);
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "RegistryName" => Object::string_literal("http://www.color.org"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    };
    let id = fingerprint(&file, title, date);
    let metadata = Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        xmp(title, date, &id).into_bytes(),
    )
    .with_compression(false);
    let metadata = file.add_object(metadata);

    let catalog: &mut Dictionary = file
        .trailer
        .get(b"Root")
        .and_then(Object::as_reference)
        .ok()
        .and_then(|root| file.objects.get_mut(&root))
        .and_then(|root| root.as_dict_mut().ok())
        .ok_or(ReportError::Fichier)?;
    catalog.set("Lang", Object::string_literal("fr-FR"));
    catalog.set("Metadata", metadata);
    catalog.set("OutputIntents", vec![intent.into()]);
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });

    let id = Object::String(id.to_vec(), StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![id.clone(), id]);
    file.compress();
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).map_err(|_| ReportError::Fichier)?;
    Ok(bytes)
}

/// Sixteen bytes that depend on the content and the date, and on nothing else.
fn fingerprint(file: &Document, title: &str, date: DateCivile) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    for part in [PRODUCER, title, &date.iso()] {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    for object in file.objects.values() {
        if let Object::Stream(stream) = object {
            hasher.update(&stream.content.len().to_le_bytes());
            hasher.update(&stream.content);
        }
    }
    let mut id = [0; 16];
    id.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    id
}

/// The metadata packet. Its dates are those of the paper, not of the clock.
fn xmp(title: &str, date: DateCivile, id: &[u8; 16]) -> String {
    let title = title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let date = format!("{}T00:00:00Z", date.iso());
    let hex: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n\
<pdfaid:part>1</pdfaid:part>\n<pdfaid:conformance>B</pdfaid:conformance>\n\
</rdf:Description>\n\
<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n\
<dc:format>application/pdf</dc:format>\n\
<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
<dc:language><rdf:Bag><rdf:li>fr-FR</rdf:li></rdf:Bag></dc:language>\n\
</rdf:Description>\n\
<rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n\
<xmp:CreateDate>{date}</xmp:CreateDate>\n<xmp:ModifyDate>{date}</xmp:ModifyDate>\n\
<xmp:MetadataDate>{date}</xmp:MetadataDate>\n<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>\n\
</rdf:Description>\n\
<rdf:Description rdf:about=\"\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n\
<pdf:Producer>{PRODUCER}</pdf:Producer>\n\
</rdf:Description>\n\
<rdf:Description rdf:about=\"\" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\">\n\
<xmpMM:DocumentID>uuid:{hex}</xmpMM:DocumentID>\n\
</rdf:Description>\n\
</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>"
    )
}
