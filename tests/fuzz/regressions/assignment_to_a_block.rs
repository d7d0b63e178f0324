// A place of a destructuring assignment that begins as a statement does.
// place: module
// args:
async fn f() {
    (match a {}, b) = io().await;
    io().await
}
