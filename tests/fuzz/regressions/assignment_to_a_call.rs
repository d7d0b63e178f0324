// What is called on the left side of an assignment need not be a path.
// place: module
// args:
async fn a_buffer() -> usize {
    ().await() = z
}
