// Nor is what is called a pattern, if it is `self`.
// place: module
// args:
async fn sender() {
    self() = watch
}
