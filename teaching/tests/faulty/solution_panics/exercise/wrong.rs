fn main() {
    let three: u32 = "three";
    assert_eq!(three, 3);
}
