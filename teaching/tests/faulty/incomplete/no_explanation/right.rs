fn main() {
    assert_eq!(1 + 2, 3);
}
