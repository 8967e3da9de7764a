//! A client that sends exactly the bytes it is given: real ones mend what a test wants broken.

use std::{io, net::SocketAddr};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
};

/// A request in the making.
#[derive(Debug, Clone)]
pub struct Request {
    line: String,
    headers: String,
    body: Vec<u8>,
}

impl Request {
    /// A request without headers but those that HTTP asks for.
    pub fn new(method: &str, path: &str) -> Self {
        Self {
            line: format!("{method} {path} HTTP/1.1\r\n"),
            headers: String::new(),
            body: Vec::new(),
        }
    }

    /// Sends it on a connection of its own.
    pub async fn send_to(self, address: SocketAddr) -> Reply {
        let mut connection = Connection::open(address).await;
        let request = self.header("connection", "close");
        connection.exchange(&request).await.expect("an answer")
    }

    /// A GET request.
    pub fn get(path: &str) -> Self {
        Self::new("GET", path)
    }

    /// A GraphQL request by POST.
    pub fn graphql(body: &Value) -> Self {
        Self::post("application/json", &body.to_string())
    }

    /// A POST request to `/graphql`.
    pub fn post(content_type: &str, body: &str) -> Self {
        let mut request = Self::new("POST", "/graphql").header("content-type", content_type);
        request.body = body.as_bytes().to_vec();
        request
    }

    /// A PUT request with a body.
    pub fn put(path: &str, body: &[u8]) -> Self {
        let mut request = Self::new("PUT", path);
        request.body = body.to_vec();
        request
    }

    /// With another header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.extend([name, ": ", value, "\r\n"]);
        self
    }

    /// The bytes as they are sent; without a `Host` of its own, any will do.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.line.clone().into_bytes();
        bytes.extend_from_slice(self.headers.as_bytes());
        if !self.headers.to_ascii_lowercase().contains("host:") {
            bytes.extend_from_slice(b"host: localhost\r\n");
        }
        if !self.body.is_empty() {
            bytes.extend_from_slice(format!("content-length: {}\r\n", self.body.len()).as_bytes());
        }
        bytes.extend_from_slice(b"\r\n");
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

/// An answer.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    /// The value of a header; several are joined by a comma.
    pub fn header(&self, name: &str) -> Option<String> {
        let values: Vec<&str> = self
            .headers
            .iter()
            .filter(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
            .collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    /// All headers, a line each.
    pub fn headers(&self) -> String {
        let lines = self
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}\n"));
        lines.collect()
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    /// The first error's code.
    pub fn code(&self) -> String {
        self.json()["errors"][0]["extensions"]["code"]
            .as_str()
            .unwrap_or_else(|| panic!("no code: {}", self.text()))
            .to_owned()
    }

    /// The first error's message.
    pub fn message(&self) -> String {
        self.json()["errors"][0]["message"]
            .as_str()
            .unwrap_or_else(|| panic!("no message: {}", self.text()))
            .to_owned()
    }
}

/// An open connection.
pub struct Connection {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Connection {
    /// Opens one.
    pub async fn open(address: SocketAddr) -> Self {
        Self::try_open(address).await.expect("a connection")
    }

    /// Opens one, where the server takes it.
    pub async fn try_open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        Ok(Self::over(stream))
    }

    /// Opens one from another address of this machine, such as 127.0.0.2.
    pub async fn from_address(own: [u8; 4], address: SocketAddr) -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.bind((own, 0).into()).expect("a local address");
        Self::over(socket.connect(address).await.expect("a connection"))
    }

    fn over(stream: TcpStream) -> Self {
        Self {
            stream,
            read: Vec::new(),
        }
    }

    /// Sends bytes.
    pub async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes).await
    }

    /// Sends a request and reads its answer.
    pub async fn exchange(&mut self, request: &Request) -> io::Result<Reply> {
        self.send(&request.bytes()).await?;
        self.reply(request.line.starts_with("HEAD")).await
    }

    /// Reads one answer; one to a HEAD request has no body.
    pub async fn reply(&mut self, head: bool) -> io::Result<Reply> {
        let mut reply = self.head().await?;
        if head || matches!(reply.status, 204 | 304) {
            return Ok(reply);
        }
        if let Some(length) = reply.header("content-length") {
            let length: usize = length.parse().expect("a length");
            reply.body = self.exactly(length).await?;
        } else {
            while let Some(chunk) = self.chunk().await? {
                reply.body.extend(chunk);
            }
        }
        Ok(reply)
    }

    /// Reads the head of an answer.
    pub async fn head(&mut self) -> io::Result<Reply> {
        let end = loop {
            if let Some(end) = find(&self.read, b"\r\n\r\n") {
                break end;
            }
            self.more().await?;
        };
        let lines = String::from_utf8_lossy(&self.read[..end]).into_owned();
        self.read.drain(..end + 4);
        let mut lines = lines.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1));
        Ok(Reply {
            status: status
                .and_then(|status| status.parse().ok())
                .expect("a status"),
            headers: lines
                .filter_map(|line| line.split_once(':'))
                .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
                .collect(),
            body: Vec::new(),
        })
    }

    /// Reads a chunk of a body; nothing after the last.
    pub async fn chunk(&mut self) -> io::Result<Option<Vec<u8>>> {
        let end = loop {
            if let Some(end) = find(&self.read, b"\r\n") {
                break end;
            }
            self.more().await?;
        };
        let line = self.exactly(end + 2).await?;
        let line = String::from_utf8_lossy(&line);
        let length = usize::from_str_radix(line.trim(), 16).expect("a chunk's length");
        let mut chunk = self.exactly(length + 2).await?;
        chunk.truncate(length);
        Ok((length > 0).then_some(chunk))
    }

    /// Reads so many bytes.
    pub async fn exactly(&mut self, length: usize) -> io::Result<Vec<u8>> {
        while self.read.len() < length {
            self.more().await?;
        }
        Ok(self.read.drain(..length).collect())
    }

    async fn more(&mut self) -> io::Result<()> {
        if self.stream.read_buf(&mut self.read).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }

    /// Reads until the server closes, and returns what it still sent.
    pub async fn closed(&mut self) -> Vec<u8> {
        while self.more().await.is_ok() {}
        std::mem::take(&mut self.read)
    }
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}
