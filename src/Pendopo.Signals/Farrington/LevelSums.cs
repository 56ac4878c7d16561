namespace Pendopo.Signals.Farrington;

/// <summary>Weighted sums of one seasonal level. Times are taken from an origin so that their squares keep their digits.</summary>
internal struct LevelSums
{
    private double _time;
    private double _value;
    private double _timeTime;
    private double _timeValue;

    public double Weight { get; private set; }
    public double MeanTime { get; private set; }
    public double MeanValue { get; private set; }
    public double TimeSpread { get; private set; }
    public double TimeMoment { get; private set; }

    public void Add(double weight, double value, double time)
    {
        var weighted = weight * time;
        Weight += weight;
        _value += weight * value;
        _time += weighted;
        _timeTime += weighted * time;
        _timeValue += weighted * value;
    }

    public void Add(LevelSums run)
    {
        Weight += run.Weight;
        _value += run._value;
        _time += run._time;
        _timeTime += run._timeTime;
        _timeValue += run._timeValue;
    }

    /// <summary>Turns sums into means and moments about them; false for a level without counts.</summary>
    public bool Finish(double origin)
    {
        if (!(Weight > 0))
            return false;
        var meanTime = _time / Weight;
        MeanValue = _value / Weight;
        MeanTime = origin + meanTime;
        TimeSpread = _timeTime - _time * meanTime;
        TimeMoment = _timeValue - _time * MeanValue;
        return true;
    }
}
