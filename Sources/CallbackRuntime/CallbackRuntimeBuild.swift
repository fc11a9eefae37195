/// How this module was compiled.
public enum CallbackRuntimeBuild {
    /// Whether it was optimised. Checked in the module itself, since the manifest's flags may not have
    /// reached it.
    public static let isOptimised = !_isDebugAssertConfiguration()
}
