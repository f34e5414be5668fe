//! The colour profile that a PDF/A names as its output intent: sRGB, built from the published
//! primaries and curve (IEC 61966-2-1), so that no file of unsure licence is shipped.

/// An ICC profile, version 2.1, RGB display, of the sRGB colour space.
#[must_use]
pub fn srgb() -> Vec<u8> {
    // Colours are relative to D50, as the format asks, by the Bradford adaptation.
    let tags: [(&[u8; 4], Vec<u8>); 9] = [
        (b"desc", description("sRGB")),
        (b"cprt", text("Public domain (CC0)")),
        (b"wtpt", xyz([0.9642, 1.0, 0.8249])),
        (b"rXYZ", xyz([0.436_07, 0.222_49, 0.013_92])),
        (b"gXYZ", xyz([0.385_15, 0.716_87, 0.097_08])),
        (b"bXYZ", xyz([0.143_07, 0.060_61, 0.714_10])),
        (b"rTRC", curve()),
        (b"gTRC", Vec::new()),
        (b"bTRC", Vec::new()),
    ];
    let mut table = Vec::new();
    let mut data: Vec<u8> = Vec::new();
    let start = 128 + 4 + tags.len() * 12;
    let mut previous = (0, 0);
    for (name, content) in &tags {
        // The three channels share one curve.
        if !content.is_empty() {
            previous = (start + data.len(), content.len());
            data.extend_from_slice(content);
            data.resize(data.len().next_multiple_of(4), 0);
        }
        table.extend_from_slice(*name);
        table.extend_from_slice(&number(previous.0));
        table.extend_from_slice(&number(previous.1));
    }
    let mut profile = vec![0_u8; 128];
    profile[0..4].copy_from_slice(&number(start + data.len()));
    profile[8..12].copy_from_slice(&[2, 0x10, 0, 0]);
    profile[12..24].copy_from_slice(b"mntrRGB XYZ ");
    // 1 January 2026, the date of this description.
    profile[24..36].copy_from_slice(&[0x07, 0xEA, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    profile[36..40].copy_from_slice(b"acsp");
    profile[68..80].copy_from_slice(&xyz([0.9642, 1.0, 0.8249])[8..20]);
    profile.extend_from_slice(&number(tags.len()));
    profile.extend_from_slice(&table);
    profile.extend_from_slice(&data);
    profile
}

fn number(value: usize) -> [u8; 4] {
    u32::try_from(value).unwrap_or(u32::MAX).to_be_bytes()
}

fn xyz(values: [f64; 3]) -> Vec<u8> {
    let mut tag = b"XYZ \0\0\0\0".to_vec();
    for value in values {
        // s15Fixed16, and every value here is positive and small.
        #[allow(clippy::cast_possible_truncation, reason = "below 2")]
        tag.extend_from_slice(&((value * 65536.0).round() as i32).to_be_bytes());
    }
    tag
}

fn text(value: &str) -> Vec<u8> {
    let mut tag = b"text\0\0\0\0".to_vec();
    tag.extend_from_slice(value.as_bytes());
    tag.push(0);
    tag
}

/// The old text description: ASCII, then an empty Unicode and an empty script code part.
fn description(value: &str) -> Vec<u8> {
    let mut tag = b"desc\0\0\0\0".to_vec();
    tag.extend_from_slice(&number(value.len() + 1));
    tag.extend_from_slice(value.as_bytes());
    tag.push(0);
    tag.resize(tag.len() + 4 + 4 + 2 + 1 + 67, 0);
    tag
}

fn curve() -> Vec<u8> {
    const POINTS: u16 = 1024;
    let mut tag = b"curv\0\0\0\0".to_vec();
    tag.extend_from_slice(&u32::from(POINTS).to_be_bytes());
    for i in 0..POINTS {
        let v = f64::from(i) / f64::from(POINTS - 1);
        let linear = if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) };
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 65,535"
        )]
        tag.extend_from_slice(&((linear * 65535.0).round() as u16).to_be_bytes());
    }
    tag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_states_its_own_size_and_white() {
        let profile = srgb();
        assert_eq!(profile[0..4], number(profile.len()));
        assert_eq!(&profile[36..40], b"acsp");
        // The primaries add up to the white of the connection space.
        for (r, g, b, w) in [
            (0.436_07, 0.385_15, 0.143_07, 0.9642),
            (0.222_49, 0.716_87, 0.060_61, 1.0),
            (0.013_92, 0.097_08, 0.714_10, 0.8249),
        ] {
            let sum: f64 = r + g + b;
            assert!((sum - w).abs() < 0.001, "{sum}");
        }
    }
}
