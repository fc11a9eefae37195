extension SystemFiles {
    /// What `parse` makes of a file's text, or why there is nothing: the file was not readable, or was not
    /// understood.
    func parsed<Value>(_ path: String, as parse: (String) -> Value?) -> Reading<Value> {
        text(path).flatMap { text in
            Reading(parse(text), or: "\(path): not understood: \"\(text.prefix(40))\"")
        }
    }
}
