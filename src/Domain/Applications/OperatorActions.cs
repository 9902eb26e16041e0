namespace Tollgate.Domain.Applications;

/// <summary>The actions of the page on which operators manage applications, and the fields that only this page has.</summary>
public static class OperatorActions
{
    public const string Approve = "approve";
    public const string Decline = "decline";
    public const string Create = "create";
    public const string Edit = "edit";
    public const string Rotate = "rotate";
    public const string EndOldSecrets = "end_old";
    public const string EndSelfManagement = "end_self";
    public const string Enable = "enable";
    public const string Disable = "disable";
    public const string Remove = "remove";

    /// <summary>The version of the row that the form shows.</summary>
    public const string Version = "version";

    /// <summary>The text for the applicant of a declined request.</summary>
    public const string Answer = "answer";

    /// <summary>The tick that confirms a removal. Without it the application is not removed.</summary>
    public const string Confirm = "confirm";

    /// <summary>The number of hours for which old secrets stay valid after a rotation.</summary>
    public const string KeepOldHours = "keep_old_hours";

    public const int UsualKeepOldHours = 24;
    public const int MaximumKeepOldHours = 720;
}
