using Tollgate.Domain.Applications;
using Tollgate.Domain.Authorization;
using Tollgate.Domain.Devices;
using Tollgate.Domain.Invitations;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Welcome;

namespace Tollgate.Functions.Pages.Views;

/// <summary>The list of all pages. A test compares it with the page types of the domain.</summary>
internal static class PageRegistrations
{
    public static IReadOnlyList<PageRegistration> All { get; } =
    [
        PageRegistration.Of<SignInPage>(SignInForm.Show),
        PageRegistration.Of<ConsentPage>(ConsentForm.Show),
        PageRegistration.Of<FormPostPage>(FormPostForm.Show),
        PageRegistration.Of<SignOutPage>(SignOutPages.Ask),
        PageRegistration.Of<SignedOutPage>(SignOutPages.Done),
        PageRegistration.Of<ErrorPage>(ErrorPages.Show),
        PageRegistration.Of<ClientErrorPage>(ErrorPages.ShowWithWayBack),
        PageRegistration.Of<DevicePage>(DevicePages.Enter),
        PageRegistration.Of<DeviceConsentPage>(DevicePages.Confirm),
        PageRegistration.Of<DeviceDonePage>(DevicePages.Done),
        PageRegistration.Of<InvitationPage>(InvitationPages.Ask),
        PageRegistration.Of<InvitationOverPage>(InvitationPages.Over),
        PageRegistration.Of<ApplicationRequestPage>(RequestForm.Show),
        PageRegistration.Of<ApplicationStatusPage>(RequestStatus.Show),
        PageRegistration.Of<ApplicationOverPage>(RequestStatus.Over),
        PageRegistration.Of<ApplicationsPage>(OperatorList.Show),
        PageRegistration.Of<ApplicationPage>(OperatorForm.Show),
        PageRegistration.Of<WelcomePage>(WelcomeDocument.Show),
        PageRegistration.Of<TokensPage>(TokenView.Show),
        PageRegistration.Of<DemoApiPage>(DemoApiDocument.Show),
        PageRegistration.Of<DemoEndPage>(DemoEndView.Show),
    ];
}
