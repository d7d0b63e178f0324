//! `upload` again, without the attribute: as it is written, and with each thing that shrinks it.

use crate::{PAGE, Page, archive, receive};

pub(crate) async fn as_written(page: Page) -> u8 {
    let mut reply = Page([0; PAGE]);
    receive(&mut reply).await;
    let first = reply.0[0];
    archive(first).await;
    page.0[0]
}

pub(crate) async fn reply_in_a_block(page: Page) -> u8 {
    let first = {
        let mut reply = Page([0; PAGE]);
        receive(&mut reply).await;
        reply.0[0]
    };
    archive(first).await;
    page.0[0]
}

#[expect(clippy::drop_non_drop, reason = "where the local ends is what counts")]
pub(crate) async fn reply_dropped(page: Page) -> u8 {
    let mut reply = Page([0; PAGE]);
    receive(&mut reply).await;
    let first = reply.0[0];
    drop(reply);
    archive(first).await;
    page.0[0]
}

pub(crate) async fn reply_in_a_box(page: Page) -> u8 {
    let mut reply = Box::new(Page([0; PAGE]));
    receive(&mut reply).await;
    let first = reply.0[0];
    archive(first).await;
    page.0[0]
}

pub(crate) async fn callee_in_a_box(page: Page) -> u8 {
    let mut reply = Page([0; PAGE]);
    receive(&mut reply).await;
    let first = reply.0[0];
    Box::pin(archive(first)).await;
    page.0[0]
}

#[expect(
    clippy::manual_async_fn,
    reason = "an `async fn` keeps its argument twice"
)]
pub(crate) fn page_kept_once(page: Page) -> impl Future<Output = u8> {
    async move {
        let mut reply = Page([0; PAGE]);
        receive(&mut reply).await;
        let first = reply.0[0];
        archive(first).await;
        page.0[0]
    }
}

#[expect(clippy::drop_non_drop, reason = "where the local ends is what counts")]
pub(crate) async fn page_dropped(page: Page) -> u8 {
    let answer = page.0[0];
    drop(page);
    let mut reply = Page([0; PAGE]);
    receive(&mut reply).await;
    let first = reply.0[0];
    archive(first).await;
    answer
}

pub(crate) async fn page_by_reference(page: &Page) -> u8 {
    let mut reply = Page([0; PAGE]);
    receive(&mut reply).await;
    let first = reply.0[0];
    archive(first).await;
    page.0[0]
}

pub(crate) async fn all_boxed(page: &Page) -> u8 {
    let mut reply = Box::new(Page([0; PAGE]));
    receive(&mut reply).await;
    let first = reply.0[0];
    Box::pin(archive(first)).await;
    page.0[0]
}
