//! From source to the machine, in its printed form; no rustc in the loop.
//!
//! `UPDATE=1 cargo test -p visualize-future-lowering --test machine` writes the expected texts
//! anew; read the difference before you commit it.

use std::path::Path;
use std::{env, fs};

use visualize_future_lowering::input::Input;
use visualize_future_lowering::{ir, suspend};

/// Compares the machine of `source` with the text in `tests/machine/NAME.txt`.
fn check(name: &str, source: &str) {
    let item = source.parse().expect("the source is tokens");
    let Ok(Input::Function(mut function)) = Input::read(item) else {
        panic!("{name}: no async fn");
    };
    suspend::number(&mut function);
    let printed = ir::build(&function).machine.to_string();
    let text = format!("{}\n\n{printed}", source.trim());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/machine/{name}.txt"));
    if env::var_os("UPDATE").is_some() {
        fs::write(&path, &text).expect("the folder is there");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, expected, "{}", path.display());
}

macro_rules! machines {
    ($($name:ident: $source:literal;)*) => {$(
        #[test]
        fn $name() {
            check(stringify!($name), $source);
        }
    )*};
}

machines! {
    self_reference: r#"
async fn example() {
    let x = [0; 1024];
    let y = &x;
    some_io().await;
    println!("{y:?}");
}"#;
    no_await: "async fn f(a: String) -> usize { a.len() }";
    early_exits: r#"
async fn fetch(url: &str) -> Result<String, Error> {
    let response = get(url).await?;
    if response.empty {
        return Ok(String::new());
    }
    let body = response.text().await?;
    Ok(body)
}"#;
    branches: r#"
async fn either(flag: bool, s: String) -> usize {
    let n = if flag {
        let t = one(&s).await;
        t + 1
    } else {
        2
    };
    two().await;
    n
}"#;
    loops: r#"
async fn drain(mut rx: Receiver<u32>) -> u32 {
    let mut sum = 0;
    while let Some(value) = rx.recv().await {
        if value == 0 {
            continue;
        }
        sum += value;
        if sum > 10 {
            break;
        }
    }
    sum
}"#;
    nested_loops: r#"
async fn table(rows: Vec<Vec<u32>>) {
    'rows: for row in rows {
        for cell in row {
            if check(cell).await {
                continue 'rows;
            }
            if stop(cell) {
                break 'rows;
            }
        }
        next_row().await;
    }
    done().await;
}"#;
    matches: r#"
async fn handle(request: Request) -> Response {
    match parse(&request).await {
        Ok(Command::Get(key)) => get(key).await,
        Ok(Command::Set { key, value }) if writable() => set(key, value).await,
        Ok(_) => Response::Refused,
        Err(error) => {
            report(&error).await;
            Response::Failed
        }
    }
}"#;
    moved_in_one_branch: r#"
async fn f(flag: bool, value: Guard) {
    if flag {
        consume(value).await;
    }
    tick().await;
}"#;
    moved_before: r#"
async fn f(value: Guard) {
    consume(value).await;
    tick().await;
}"#;
    plain_data_that_is_not_needed: r#"
async fn f(n: u32, s: &str) {
    let double = n * 2;
    let flag = n == 3;
    tick().await;
    show(double);
}"#;
    shadowed_names: r#"
async fn f(x: String) -> usize {
    let x = x.len();
    let x = tick(&x).await + x;
    tick(&x).await;
    x
}"#;
    borrows_of_borrows: r#"
async fn f() {
    let words = vec![1, 2];
    let slice = &words[..];
    let first = &slice[0];
    tick().await;
    show(first);
}"#;
    patterns_in_parameters: r#"
async fn f((a, b): (Guard, Guard), _: Guard, mut c: Guard) {
    tick().await;
    show(&a, &b, &mut c);
}"#;
    methods: r#"
async fn send(&mut self, message: Message) -> Result<(), Error> {
    self.socket.write(&message).await?;
    self.sent += 1;
    self.socket.flush().await
}"#;
    nested_blocks_are_others: r#"
async fn f() {
    let task = spawn(async { inner().await });
    let closure = async |x| x.await;
    task.await;
    closure(1).await;
}"#;
    select_and_join: r#"
async fn f(mut rx: Receiver<u32>) {
    let (a, b) = tokio::join!(left(), right());
    tokio::select! {
        value = rx.recv() => { store(value).await; }
        _ = sleep(a + b) => {}
    }
}"#;
    awaits_in_macros: r#"
async fn f(name: &str) {
    println!("{name}: {}", get(name).await);
    assert_eq!(one().await, 1);
}"#;
    captured_in_format_strings: r#"
async fn f(width: usize) {
    let value = 1.5;
    tick().await;
    println!("{value:width$} {{not_a_name}}");
}"#;
    value_of_a_loop: r#"
async fn f() -> u32 {
    let found = loop {
        let value = next().await;
        if value > 3 {
            break value;
        }
    };
    found
}"#;
    deferred: r#"
async fn f(flag: bool) -> u32 {
    let x;
    if flag {
        x = one().await;
    } else {
        x = 2;
    }
    tick().await;
    x
}"#;
}
