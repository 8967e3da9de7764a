//! Running an operation until it waits for its data.
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Wake, Waker};

use tokio::task::coop;

/// Runs `operation` as far as it goes each time it is woken.
///
/// async-graphql hands back after every few items of a list, though they wait for nothing yet. A batch that began
/// there would have the keys of some items only: how many statements a list costs would depend on the moment.
pub async fn settled<F: Future>(operation: F) -> F::Output {
    let mut operation = pin!(operation);
    poll_fn(|context| {
        let woken = Arc::new(Woken {
            again: AtomicBool::new(false),
            task: context.waker().clone(),
        });
        let waker = Waker::from(Arc::clone(&woken));
        loop {
            let polled = operation.as_mut().poll(&mut Context::from_waker(&waker));
            let goes_on = woken.again.swap(false, Ordering::Relaxed);
            if polled.is_ready() || !goes_on || !coop::has_budget_remaining() {
                return polled;
            }
        }
    })
    .await
}

/// Wakes the task, and remembers it.
struct Woken {
    again: AtomicBool,
    task: Waker,
}

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.again.store(true, Ordering::Relaxed);
        self.task.wake_by_ref();
    }
}

#[cfg(test)]
mod tests {
    use std::task::Poll;

    use futures_util::FutureExt;
    use futures_util::future::{join_all, pending};

    use super::*;

    async fn handing_back(times: u32) {
        let mut left = times;
        poll_fn(|context| {
            if left == 0 {
                return Poll::Ready(());
            }
            left -= 1;
            context.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }

    #[tokio::test]
    async fn what_waits_for_nothing_is_done_at_once() {
        assert_eq!(settled(handing_back(1_000)).now_or_never(), Some(()));
        let many = settled(join_all((0..100).map(handing_back)));
        assert_eq!(many.now_or_never().map(|done| done.len()), Some(100));
    }

    #[tokio::test]
    async fn what_waits_is_left_waiting() {
        assert_eq!(settled(pending::<()>()).now_or_never(), None);
    }

    #[tokio::test]
    async fn what_has_used_up_its_budget_lets_others_run() {
        let mut spent = 0_u32;
        let spending = settled(async {
            for _ in 0..1_000 {
                coop::consume_budget().await;
                spent += 1;
            }
        });
        assert_eq!(spending.now_or_never(), None);
        assert!(spent > 0 && spent < 1_000, "{spent}");
    }
}
