// A string that names a raw identifier between braces is not a format string.
// place: module
// args: 
async fn waits () {
awaitee ! ("{r#fn}" ) 
}
