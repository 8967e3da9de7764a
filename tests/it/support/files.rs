//! Files that are uploaded: made in code, and sent as whoever is signed in.

use std::io::Cursor;

use entity::{agency, file, file_custody};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::client::{Reply, Request};
use super::desk::{Colleague, as_bearer};
use super::province::Province;

/// Where the camera says that it was; it must be found nowhere.
pub const CANARY: &[u8] = b"GPS-22.665-106.258-CANARY";

/// An image of many colours, and of others by `seed`.
pub fn picture(width: u32, height: u32, seed: u8) -> DynamicImage {
    let colour = |x: u32, y: u32| Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], seed]);
    RgbImage::from_fn(width, height, colour).into()
}

/// An image as a file of a format.
pub fn as_file(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).expect("an image");
    bytes.into_inner()
}

/// A JPEG as a camera writes it that was held upright: turned by a quarter, with the place where it was.
pub fn photograph(width: u32, height: u32) -> Vec<u8> {
    let plain = as_file(&picture(width, height, 7), ImageFormat::Jpeg);
    let mut exif =
        b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    exif.extend_from_slice(CANARY);
    let length = u16::try_from(exif.len() + 2).expect("short");
    let mut bytes = plain[..2].to_vec();
    bytes.extend_from_slice(&[0xff, 0xe1]);
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(&exif);
    bytes.extend_from_slice(&plain[2..]);
    bytes
}

/// An archive of entries that are not packed. Each says that it unpacks to so many times its length.
pub fn archive(entries: &[(&str, &[u8])], times: u32) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    let short = |number: usize| u16::try_from(number).expect("few").to_le_bytes();
    let long = |number: usize| u32::try_from(number).expect("few").to_le_bytes();
    for (name, content) in entries {
        let offset = bytes.len();
        let unpacked = content.len() * times as usize;
        let same = [
            &[0; 4][..],
            &long(content.len()),
            &long(unpacked),
            &short(name.len()),
            &[0; 2],
        ]
        .concat();
        bytes.extend(
            [
                b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0",
                &same[..],
                name.as_bytes(),
                content,
            ]
            .concat(),
        );
        let head = b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0";
        directory.extend([&head[..], &same, &[0; 10], &long(offset), name.as_bytes()].concat());
    }
    let at = bytes.len();
    bytes.extend_from_slice(&directory);
    let count = short(entries.len());
    let end = [
        b"PK\x05\x06\0\0\0\0",
        &count[..],
        &count,
        &long(directory.len()),
        &long(at),
        &[0; 2],
    ];
    bytes.extend(end.concat());
    bytes
}

/// A text document.
pub fn document(words: &str) -> Vec<u8> {
    let types = ("[Content_Types].xml", &b"<Types/>"[..]);
    archive(&[types, ("word/document.xml", words.as_bytes())], 1)
}

/// A page description of so many bytes.
pub fn pdf(length: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.resize(length.max(16) - 6, b' ');
    bytes.extend_from_slice(b"\n%%EOF");
    bytes
}

impl Colleague<'_> {
    /// Uploads a file.
    pub async fn upload(&self, name: &str, bytes: &[u8]) -> Reply {
        self.upload_with(name, bytes, &[]).await
    }

    /// The same with further headers.
    pub async fn upload_with(&self, name: &str, bytes: &[u8], headers: &[(&str, &str)]) -> Reply {
        let request = Request::put(&format!("/files/{name}"), bytes);
        let request = headers.iter().fold(request, |request, (name, value)| {
            request.header(name, value)
        });
        self.province().send(as_bearer(request, &self.token)).await
    }

    /// Uploads a file that must be kept.
    pub async fn keeps(&self, name: &str, bytes: &[u8]) -> Value {
        let reply = self.upload(name, bytes).await;
        assert!(
            matches!(reply.status, 200 | 201),
            "{name}: {}",
            reply.text()
        );
        reply.json()
    }

    /// What the desk shows of a file.
    pub async fn file(&self, sha256: &str) -> Value {
        let query = "query ($sha256: String!) { desk { file(sha256: $sha256) { id name mediaType width height
            agency { code } uploadedBy { name } variants { width height }
            uses { usedAs item { id } content { title } } } } }";
        self.ask_with(query, json!({ "sha256": sha256 })).await["desk"]["file"].take()
    }

    /// Removes a file; gives the payload.
    pub async fn remove_file(&self, id: &Value) -> Value {
        let query = "mutation ($id: ID!) { fileRemove(input: { id: $id }) { id errors { code
            ... on FileInUse { uses { usedAs item { id } content { title } } } } } }";
        self.ask_with(query, json!({ "id": id })).await["fileRemove"].take()
    }
}

impl Province {
    /// What lies at the address of a file.
    pub async fn fetch(&self, url: &Value) -> Reply {
        self.send(Request::get(&path_of(url))).await
    }

    /// A file that an agency has, without bytes; its id there.
    pub async fn file_of(&self, code: &str) -> Uuid {
        let writer = self.database().writer();
        let (id, now) = (Uuid::new_v4(), self.clock().now());
        let agency = agency::Entity::find()
            .filter(agency::Column::Code.eq(code))
            .filter(agency::Column::ValidTo.is_null())
            .one(writer)
            .await;
        let agency = agency.expect("an answer").expect("an agency").id;
        let sha256 = format!("{:x}", Sha256::digest(id.as_bytes()));
        let row = file::Model {
            sha256: sha256.clone(),
            name: "a.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            size: 1,
            width: None,
            height: None,
            duration: None,
            created_at: now,
        };
        row.into_active_model()
            .insert(writer)
            .await
            .expect("a file");
        let row = file_custody::Model {
            id,
            file_sha256: sha256,
            agency_id: agency,
            name: "a.pdf".to_owned(),
            uploaded_by: None,
            uploaded_at: now,
        };
        row.into_active_model()
            .insert(writer)
            .await
            .expect("its custody");
        id
    }
}

/// The path of an address, with what it shows.
pub fn path_of(url: &Value) -> String {
    let url = url::Url::parse(url.as_str().expect("an address")).expect("an address");
    match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    }
}
