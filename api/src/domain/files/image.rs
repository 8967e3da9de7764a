//! Images: decoded within limits, turned as the camera was held, and written anew in fixed widths, so that nothing stays
//! of what a file carried beside its pixels.
use std::fs::File;
use std::io::{BufReader, Seek, SeekFrom};

use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use super::Unfit;
use super::kind::Kind;

/// Pixels of a side.
const SIDE: u32 = 12_000;
/// Pixels of an image.
const PIXELS: u64 = 64_000_000;
/// Bytes that decoding may take.
const MEMORY: u64 = 512 * 1024 * 1024;
/// The width in which an image is kept at most.
const WIDEST: u32 = 2_560;
/// The widths of its smaller versions.
const WIDTHS: [u32; 4] = [1_920, 1_280, 640, 320];
/// Of 100: where the eye sees no difference in photographs.
const QUALITY: f32 = 80.0;

/// An image that was written anew.
pub(super) struct Picture {
    pub width: u32,
    pub height: u32,
    pub bytes: Vec<u8>,
}

/// An image as it is kept, and its smaller versions, the widest first.
pub(super) struct Pictures {
    pub whole: Picture,
    pub smaller: Vec<Picture>,
}

/// Makes of an uploaded image what is kept of it; of one that moves, its first frame.
///
/// # Errors
/// [`Unfit::TooManyPixels`] before anything is decoded, [`Unfit::Broken`] for what cannot be.
pub(super) fn prepare(file: File, kind: Kind) -> Result<Pictures, Unfit> {
    let mut image = decode(file, kind)?;
    let fitting = image.width().min(WIDEST);
    image = narrowed(image, fitting);
    let whole = encode(&image)?;
    let mut smaller = Vec::new();
    for width in WIDTHS.into_iter().filter(|width| *width < whole.width) {
        image = narrowed(image, width);
        smaller.push(encode(&image)?);
    }
    Ok(Pictures { whole, smaller })
}

fn decode(mut file: File, kind: Kind) -> Result<DynamicImage, Unfit> {
    let format = match kind {
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::Png => ImageFormat::Png,
        Kind::Gif => ImageFormat::Gif,
        Kind::Webp => ImageFormat::WebP,
        _ => return Err(Unfit::Unsupported),
    };
    file.seek(SeekFrom::Start(0)).map_err(|_| Unfit::Broken)?;
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(BufReader::new(file), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| unfit(&error))?;
    let (width, height) = decoder.dimensions();
    if width > SIDE || height > SIDE || u64::from(width) * u64::from(height) > PIXELS {
        return Err(Unfit::TooManyPixels);
    }
    let turned = decoder.orientation().map_err(|error| unfit(&error))?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| unfit(&error))?;
    image.apply_orientation(turned);
    Ok(if image.color().has_alpha() {
        image.into_rgba8().into()
    } else {
        image.into_rgb8().into()
    })
}

fn unfit(error: &ImageError) -> Unfit {
    match error {
        ImageError::Limits(_) => Unfit::TooManyPixels,
        _ => Unfit::Broken,
    }
}

/// The image in a width that it is at least as wide as.
fn narrowed(image: DynamicImage, width: u32) -> DynamicImage {
    if width == image.width() {
        return image;
    }
    let height = u64::from(image.height()) * u64::from(width);
    let height = height.div_ceil(u64::from(image.width()));
    let height = u32::try_from(height).unwrap_or(SIDE).max(1);
    image.resize_exact(width, height, FilterType::CatmullRom)
}

fn encode(image: &DynamicImage) -> Result<Picture, Unfit> {
    let (width, height) = (image.width(), image.height());
    let encoder = match image {
        DynamicImage::ImageRgb8(pixels) => webp::Encoder::from_rgb(pixels, width, height),
        DynamicImage::ImageRgba8(pixels) => webp::Encoder::from_rgba(pixels, width, height),
        _ => return Err(Unfit::Broken),
    };
    let bytes = encoder
        .encode_simple(false, QUALITY)
        .map_err(|_| Unfit::Broken)?;
    Ok(Picture {
        width,
        height,
        bytes: bytes.to_vec(),
    })
}
