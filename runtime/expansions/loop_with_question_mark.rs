#[visualize_future]
async fn sum(lines: &mut Lines) -> Result<u32, ParseIntError> {
    let mut sum = 0;
    while let Some(line) = lines.next_line().await {
        let number: u32 = line.parse()?;
        sum += number;
    }
    Ok(sum)
}
