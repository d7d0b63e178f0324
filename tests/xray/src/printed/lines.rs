//! The lines of `-Zprint-type-sizes`, one by one.

/// What a line says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// A type begins.
    Type {
        title: &'a str,
        size: u64,
        align: u64,
    },
    /// The size of a tag.
    Discriminant(u64),
    /// A variant begins; its size is without the tag's.
    Variant { name: &'a str, size: u64 },
    /// Something in a variant.
    Field(Field<'a>),
    /// Bytes between two fields.
    Padding(u64),
    /// Bytes behind the largest variant.
    EndPadding(u64),
}

/// A field of a variant.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Field<'a> {
    /// `upvar`, `local` or `field`.
    pub(super) word: &'a str,
    pub(super) name: &'a str,
    pub(super) size: u64,
    /// Printed where it is not what the sizes before it add up to.
    pub(super) offset: Option<u64>,
    pub(super) align: Option<u64>,
    pub(super) type_name: Option<&'a str>,
}

impl<'a> Line<'a> {
    /// Reads a line. Other lines than those of `-Zprint-type-sizes` are none.
    pub(super) fn read(line: &'a str) -> Result<Option<Line<'a>>, String> {
        let Some(text) = line.strip_prefix("print-type-size ") else {
            return Ok(None);
        };
        let read = Self::read_text(text.trim_start());
        match read {
            Some(line) => Ok(Some(line)),
            None => Err(format!("this line is not understood: {line}")),
        }
    }

    fn read_text(text: &'a str) -> Option<Line<'a>> {
        if let Some(size) = text.strip_prefix("discriminant: ") {
            return Some(Line::Discriminant(bytes(size)?));
        }
        if let Some(size) = text.strip_prefix("padding: ") {
            return Some(Line::Padding(bytes(size)?));
        }
        if let Some(size) = text.strip_prefix("end padding: ") {
            return Some(Line::EndPadding(bytes(size)?));
        }
        let (word, rest) = text.split_once('`')?;
        // A name may hold any character but this one.
        let (name, figures) = rest.split_once("`: ")?;
        match word {
            "type: " => {
                let (size, align) = figures.split_once(", alignment: ")?;
                Some(Line::Type {
                    title: name,
                    size: bytes(size)?,
                    align: bytes(align)?,
                })
            }
            "variant " => Some(Line::Variant {
                name,
                size: bytes(figures)?,
            }),
            "upvar " | "local " | "field " => {
                Field::read(word.trim_end(), name.strip_prefix('.')?, figures).map(Line::Field)
            }
            _ => None,
        }
    }
}

impl<'a> Field<'a> {
    fn read(word: &'a str, name: &'a str, figures: &'a str) -> Option<Field<'a>> {
        // The type comes last, and may hold commas itself.
        let (figures, type_name) = match figures.split_once(", type: ") {
            Some((figures, type_name)) => (figures, Some(type_name)),
            None => (figures, None),
        };
        let mut figures = figures.split(", ");
        let mut field = Field {
            word,
            name,
            size: bytes(figures.next()?)?,
            offset: None,
            align: None,
            type_name,
        };
        for figure in figures {
            let place = match figure.split_once(": ")? {
                ("offset", figure) => (&mut field.offset, figure),
                ("alignment", figure) => (&mut field.align, figure),
                _ => return None,
            };
            *place.0 = Some(bytes(place.1)?);
        }
        Some(field)
    }
}

/// A number of bytes, with its unit.
fn bytes(text: &str) -> Option<u64> {
    text.strip_suffix(" bytes")?.parse().ok()
}
