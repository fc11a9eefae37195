/// How this module was compiled.
public enum BoundsStrategiesBuild {
    /// Whether it was optimised, asked in the module itself: a manifest's flags may not have reached it.
    public static let isOptimised = !_isDebugAssertConfiguration()
}
