#[visualize_future]
async fn first_long(mut lines: Lines) -> String {
    let mut skipped = 0;
    let found = loop {
        let line = lines.next_line().await.unwrap_or_default();
        if line.len() != 1 {
            break line;
        }
        skipped += 1;
    };
    format!("{found}, after {skipped}")
}
