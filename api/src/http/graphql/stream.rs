//! An operation as a stream of what it says: a query says one thing, a subscription goes on.

use std::sync::Arc;
use std::time::Duration;

use actix_web::web::Data;
use async_graphql::parser::types::OperationType;
use futures_util::stream::{self, Stream, StreamExt};
use tokio::time::{self, Interval, MissedTickBehavior};

use super::super::{App, auth::Challenge, streams::Place};
use super::execute::{Asker, bounded, execute};
use super::operation::{Operation, Way};
use super::settled::settled;
use super::{answer::Answer, errors::Problem, parameters::Parameters};
use crate::domain::Error;
use crate::domain::changes::{Interest, Listener};
use crate::graphql::error_code::ErrorCode;
use crate::graphql::subscription::{Telling, Told};

/// How often is looked whether whoever listens still may.
const LOOKED_AT_EVERY: Duration = Duration::from_secs(30);
/// The pause before a change is told again of which something was not available.
const RETRY: Duration = Duration::from_secs(1);

/// Something that an operation says.
pub enum Event {
    /// A subscription listens from here on: the cursor of the beginning.
    Begun(String),
    /// An answer; that of a subscription has a cursor to go on from.
    Next(Answer, Option<String>),
    /// It is not executed. Nothing follows.
    Refused(Answer),
    /// Whoever listens is not signed in any more, or not with the same rights. Nothing follows.
    SignedOut(Answer),
    /// It has said everything. Nothing follows.
    Complete,
}

impl Event {
    fn refused(problem: &Problem) -> Self {
        if problem.code() == ErrorCode::Unauthenticated {
            Self::SignedOut(Answer::refused(problem))
        } else {
            Self::Refused(Answer::refused(problem))
        }
    }
}

/// Who hears what an operation says.
#[derive(Clone)]
pub struct Hearer {
    /// By whom it is served.
    pub app: Data<App>,
    /// Who it is.
    pub asker: Asker,
    /// Their stream's place among the others.
    pub place: Arc<Place>,
}

/// Where a stream is.
enum Step {
    Begin(Box<Parameters>, Option<String>),
    Listen(Box<Subscribed>),
    Complete,
    End,
}

/// What the operation of `parameters` says; a subscription goes on from `resume`, where that is given.
pub fn events(
    hearer: Hearer,
    parameters: Parameters,
    way: Way,
    resume: Option<String>,
) -> impl Stream<Item = Event> {
    let step = Step::Begin(Box::new(parameters), resume);
    stream::unfold((step, hearer), move |(mut step, hearer)| async move {
        loop {
            let (event, next) = match step {
                Step::Begin(parameters, resume) => {
                    match begin(&hearer, *parameters, way, resume).await {
                        Ok(begun) => begun,
                        Err(problem) => (Some(Event::refused(&problem)), Step::End),
                    }
                }
                Step::Listen(mut subscribed) => match subscribed.next().await {
                    event @ Event::Next(..) => (Some(event), Step::Listen(subscribed)),
                    last => (Some(last), Step::End),
                },
                Step::Complete => (Some(Event::Complete), Step::End),
                Step::End => return None,
            };
            match event {
                Some(event) => return Some((event, (next, hearer))),
                None => step = next,
            }
        }
    })
}

async fn begin(
    hearer: &Hearer,
    parameters: Parameters,
    way: Way,
    resume: Option<String>,
) -> Result<(Option<Event>, Step), Problem> {
    let operation = Operation::admit(&hearer.app, parameters, way)?;
    if operation.kind == OperationType::Subscription {
        return Subscribed::begin(hearer, operation, resume).await;
    }
    let answer = execute(&hearer.app, &hearer.asker, operation).await;
    Ok(if answer.has_data() {
        (Some(Event::Next(answer, None)), Step::Complete)
    } else if answer.has(ErrorCode::Unauthenticated) {
        (Some(Event::SignedOut(answer)), Step::End)
    } else {
        (Some(Event::Refused(answer)), Step::End)
    })
}

/// A subscription that goes on.
struct Subscribed {
    hearer: Hearer,
    operation: Operation,
    interest: Interest,
    listener: Listener,
    look: Interval,
}

impl Subscribed {
    /// Executes the operation for the first time: it leaves what to listen for, or says what is wrong.
    async fn begin(
        hearer: &Hearer,
        operation: Operation,
        resume: Option<String>,
    ) -> Result<(Option<Event>, Step), Problem> {
        let telling = Arc::new(Telling::beginning(resume));
        let answer = run(hearer, &operation, Arc::clone(&telling)).await?;
        let Some(begun) = telling.begun() else {
            return Ok(match answer {
                Some(answer) => (Some(Event::Refused(answer.without_data())), Step::End),
                // It was told to leave its only field out.
                None => (None, Step::Complete),
            });
        };
        let mut look = time::interval(LOOKED_AT_EVERY);
        look.set_missed_tick_behavior(MissedTickBehavior::Delay);
        look.reset();
        let cursor = begun.cursor();
        let subscribed = Self {
            hearer: hearer.clone(),
            operation,
            interest: begun.interest,
            listener: hearer.app.changes.listen(begun.audience, begun.after),
            look,
        };
        let listens = Step::Listen(Box::new(subscribed));
        Ok((Some(Event::Begun(cursor)), listens))
    }

    /// The next change that concerns whoever listens.
    async fn next(&mut self) -> Event {
        loop {
            tokio::select! {
                entry = self.listener.next() => {
                    if let Some(happened) = self.interest.concerns(&entry) {
                        let told = Arc::new(Told { entry, happened });
                        if let Some(event) = self.tell(&told).await {
                            return event;
                        }
                    }
                }
                _ = self.look.tick() => {
                    if let Some(standing) = &self.hearer.asker.standing
                        && let Err(Error::Unauthenticated) = standing.holds(&self.hearer.app).await
                    {
                        return self.signed_out();
                    }
                }
            }
        }
    }

    /// Tells of a change; as often as it takes while something is not available.
    async fn tell(&self, told: &Arc<Told>) -> Option<Event> {
        loop {
            let telling = Telling::Change(Arc::clone(told));
            let answer = {
                let _turn = self.hearer.place.turn().await;
                if let Some(standing) = &self.hearer.asker.standing
                    && let Err(Error::Unauthenticated) = standing.verify(&self.hearer.app).await
                {
                    return Some(self.signed_out());
                }
                run(&self.hearer, &self.operation, Arc::new(telling)).await
            };
            match answer {
                Ok(None) => return None,
                Ok(Some(answer)) if !answer.has(ErrorCode::ServiceUnavailable) => {
                    return Some(Event::Next(answer, Some(told.cursor())));
                }
                Err(problem) if problem.code() == ErrorCode::Unauthenticated => {
                    return Some(Event::refused(&problem));
                }
                Err(problem) if problem.code() != ErrorCode::ServiceUnavailable => {
                    let answer = Answer::refused(&problem);
                    return Some(Event::Next(answer, Some(told.cursor())));
                }
                Ok(Some(_)) | Err(_) => time::sleep(RETRY).await,
            }
        }
    }

    fn signed_out(&self) -> Event {
        let error = Error::Unauthenticated;
        let problem = Problem::of_caller(&error, Challenge::AnotherToken, &self.hearer.asker.id);
        Event::refused(&problem)
    }
}

/// Executes the operation of a subscription once.
async fn run(
    hearer: &Hearer,
    operation: &Operation,
    telling: Arc<Telling>,
) -> Result<Option<Answer>, Problem> {
    let Hearer { app, asker, .. } = hearer;
    let request = operation.text.clone().into_request().data(telling);
    let first = async |request| {
        let mut responses = (app.stream)(request);
        settled(responses.next()).await
    };
    bounded(app, asker, operation.kind, &operation.shape, request, first).await
}
