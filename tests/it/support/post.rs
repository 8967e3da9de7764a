//! A mail server that keeps what it is given, and refuses it when a test wants that.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What it knows.
#[derive(Default)]
struct State {
    refuses: bool,
    taken: Vec<Mail>,
}

/// A mail that was taken.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Who it is for.
    pub to: String,
    /// Head and text as they were sent.
    pub whole: String,
}

/// A mail server on a free port.
pub struct PostOffice {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    serving: JoinHandle<()>,
}

impl PostOffice {
    /// Opens one.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let state: Arc<Mutex<State>> = Arc::default();
        let shared = Arc::clone(&state);
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&shared)));
            }
        });
        Self {
            address,
            state,
            serving,
        }
    }

    /// Its URL.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// From now on it refuses mail for now, or takes it again.
    pub fn refuse(&self, refuses: bool) {
        self.state.lock().expect("its state").refuses = refuses;
    }

    /// What it was given since it was last asked.
    pub fn take(&self) -> Vec<Mail> {
        std::mem::take(&mut self.state.lock().expect("its state").taken)
    }
}

impl Drop for PostOffice {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve(stream: TcpStream, state: Arc<Mutex<State>>) {
    let (reading, mut writing) = stream.into_split();
    let mut lines = BufReader::new(reading).lines();
    let mut to = String::new();
    let mut say = async |line: &str| writing.write_all(format!("{line}\r\n").as_bytes()).await;
    if say("220 post.test").await.is_err() {
        return;
    }
    while let Ok(Some(line)) = lines.next_line().await {
        let refuses = state.lock().expect("its state").refuses;
        let answer = match line.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" => "250 post.test",
            "MAIL" if refuses => "451 not now",
            "RCPT" => {
                line.trim_start_matches("RCPT TO:")
                    .split(['<', '>'])
                    .nth(1)
                    .unwrap_or_default()
                    .clone_into(&mut to);
                "250 ok"
            }
            "DATA" => {
                if say("354 go on").await.is_err() {
                    return;
                }
                let mut whole = String::new();
                while let Ok(Some(line)) = lines.next_line().await {
                    if line == "." {
                        break;
                    }
                    whole.extend([line.as_str(), "\n"]);
                }
                let mail = Mail {
                    to: to.clone(),
                    whole,
                };
                state.lock().expect("its state").taken.push(mail);
                "250 taken"
            }
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
        if say(answer).await.is_err() {
            return;
        }
    }
}
